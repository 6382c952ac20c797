"""What the office's inventory system tells central: totals of marked stock, by signed webhooks."""
