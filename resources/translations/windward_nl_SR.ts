<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_SR" sourcelanguage="en">
<context>
    <name>CartPane</name>
    <message>
        <source>Lines of the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasesDialog</name>
    <message>
        <source>Arrows choose a case, Enter goes into it. Selling goes on meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign and send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceDialog</name>
    <message>
        <source>Back to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products with this code</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CloseShiftScreen</name>
    <message>
        <source>Counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note for the Z report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Z report appears after the count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Z report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Z report, preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>Back to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of both versions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CounterWindow</name>
    <message>
        <source>Keys F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock F11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ship</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DemoStrip</name>
    <message>
        <source>Ctrl+N cuts the line to central, or restores it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network between till and central</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DemoWindow</name>
    <message>
        <source>Windward, the demo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc or F1 goes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MoreScreen</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NothingLeftDialog</name>
    <message>
        <source>Allow this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An exception is for this sale only. It is recorded with the name that signs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a supervisor to allow this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc goes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who allows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %n more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenShiftScreen</name>
    <message>
        <source>Business date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float in the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes and coins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ParkedDialog</name>
    <message>
        <source>Back to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartyCard</name>
    <message>
        <source>Choose a region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lot and street</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Village</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PriceDialog</name>
    <message>
        <source>Approve and add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price of one, VAT included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The approver signs with a PIN. It proves this till and this PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This item has no price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who approves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who approves it?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PriceNewsDialog</name>
    <message>
        <source>Back to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the new prices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProductPane</name>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan, or type a name, code or barcode</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuoteCard</name>
    <message>
        <source>Add to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chargeable weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declared value, G$, for the cover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gross weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAT included</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptDialog</name>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or scan the next item.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sale saved</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShipmentScreen</name>
    <message>
        <source>Add a piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge lb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consignee, receives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consignor, sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dim lb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again to clear it all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is inside</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is at the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is at the till?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TenderDialog</name>
    <message>
        <source>Back to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sale total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pay in cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is paid for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZReportDialog</name>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Z report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_ProductHeader</name>
    <message>
        <source>Category and barcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price, VAT included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_ResultCard</name>
    <message>
        <source>Cash sales, net of change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening float</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>say</name>
    <message>
        <source>1 minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup is older: sales would be missing. Nothing was changed. Start the till as always.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A character in it is broken. Nothing is lost. Type or scan it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new number series could not be named. Nothing was sold and nothing is lost. Restart the computer, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version of Windward has used it. Nothing was changed and nothing is lost. Start the newer version, or install it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A paper cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quote has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second person must approve the price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shift is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shift is open already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shipment is one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A supervisor may allow this one, and none is known to this till besides you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A supervisor must allow this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A supervisor must sign, and none is known to this till besides you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A typed price must be above zero. Nothing is lost. Type the price again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Windward on this computer uses it. Nothing was changed. Go on there, or close it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing is lost and nothing was taken. Look at the lines and the total, then press F12 again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing is lost and nothing was taken. Look at the lines and the total, then take payment again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing is lost. Look at the lines, then press F6 again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another sale on this till has set some aside, for ten minutes at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another till went on with it and called this one off. Your lines are all here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another till went on with this sale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask central for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking… If it comes, payment opens by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking… The line is down: it goes out when the line is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Barbados dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best {found} of {products}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both versions are one sale now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caribbean guilders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Central has given out the rest. Other tills may give back what they do not need.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Central has taken it back. Nothing is lost. Go back and look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Central still has {free} to give out. Ask for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change due, in {currency}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the approval code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the declared value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the e-mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the receipt number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the scale&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the scanner&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling, or type fewer letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the store&apos;s time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check what was typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the one in your hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the scale, its port and lb or kg.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what comes back and how many of it. Nothing was given back and nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where it goes, and the quote appears.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close and print Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close shift {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count the change by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count the drawer first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+P prints the last receipt of this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dim weight is {sides} ÷ {divisor}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not look complete. It is kept: read it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it, asked once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop {what}? Press Del again. Any other key keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>East Caribbean dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is paid without cash. Nothing is lost. Take the cash out of the payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F7 brings it back, here and at each till of the store that has heard of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetches money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetches more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in this piece, or take it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float as one amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float by notes and coins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on as a new sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Sale, Ship, Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guyana dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heaviest piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held up: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many coins of {denomination}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many notes of {denomination}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In two versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It appears with the first piece that has a weight and three sides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has changed meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no name at central yet. Nothing is lost. Enter an enrolment code first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is also open at {where} since {when}. Nobody knows here what is in it now: when it is parked there, both can be taken together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is also parked at {where}, {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is settled already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still over a limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is written like name@example.com. Nothing is lost. Type it again, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be above zero. Nothing is lost. Type it again, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must begin a new number series before it sells, so that nothing is counted twice. Nothing is lost. Restart the till; it does so by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs a special quote from the office. Take pieces out to book the rest today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It no longer keeps what it was, or only the office may decide. Nothing was sent. Call the office: the case stays open until they close it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was changed after you last saw it. Nothing is lost. Look at the lines and the total, then press the key again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was paid at {where}, receipt {receipt}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was printed or dropped meanwhile. Nothing is lost. Look at the list again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was printed some time ago. Nothing is lost. Print it again from its receipt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was saved before, and nothing was given back twice. Look at its paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was taken or dropped. Nothing is lost. Look at the list and choose again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was taken out, or this till has not received it yet. Nothing is lost. Search for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its database is here, but the key ring no longer holds the keys to it. Nothing was deleted or overwritten, and everything sent before is safe at the office. Sign in to the computer as the account that enrolled the till. If the keys do not come back, ask the office to recover this till, or to enrol it anew with another data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its quantity stays 1. Nothing is lost. Press F8 for another shipment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jamaica dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what is not paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger or smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last sale {number}, change {change}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as it is, or clear it: the till then takes its next one. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left to pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than is due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than the {allowed} allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than was sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys would lock its database for good, so nothing was overwritten. To enrol this computer anew, start the till with another data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New shipment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No VAT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Z report yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cash is due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No one may sign in yet. Connect this till once, so that it learns who works here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No piece yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No price yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product has the code {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No quote is kept for it. Nothing is lost. Open the shipment and add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No quote yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No receipt to print yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rounding needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scale is set up at this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shift open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shift was closed on this till. Nothing is lost. Open a shift to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No. {number}, {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody approves a price in a sale of their own. The item is not in the sale, and nothing is lost. Ask another supervisor to approve it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody of that name here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody who may set a price is known to this till. Sell something else meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of it was ever given to this till. Central may have some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough is left at this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not printed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note for the Z report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing called &apos;{text}&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be sold before a shift is open. Nothing is lost. Open one with a float.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the sale yet. What you scan or add appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is counted yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Fill in what is marked, then press F12 again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Press F7 to see both and choose, then take payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Type the weight, or choose the scale under More, Devices (Alt+8).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: it goes on there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: the till asks for the present one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing more can be written on this till, so that what it holds stays whole. Every sale is kept and is still being sent. Delete files that are not the till&apos;s, then press the key again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs you. What central cannot book by itself appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it is lost. F7 brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it was believed, and nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing parked. F6 parks the sale you are on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to park</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to pay for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to pay for yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to type here. Selling goes on, and nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was added. Scan again, or type its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was scanned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sold, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing you sold is lost, and a report of it is kept on this computer. Try again; if it comes back, press F11, sign in and go on selling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline, selling normally</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more, one less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One sale, two versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only at this till: it has a shipment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the office can settle this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this till shows it: it has a shipment in it. F7 brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or take it out of the sale and take the order subject to confirmation: write it down, promise nothing, and ring it up when central has given it to this till.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of season</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over or short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over {limit} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Park</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Park the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked as No. {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece {number} can go today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces {numbers} can go today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Ctrl+P to print {number}. The sale is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Ins to add one: what is inside, its weight and its three sides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price of {sku} set to {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the last Z report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this one away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote for piece {numbers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote for pieces {numbers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote for {pieces}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate sheet {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to sell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt {number} is printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded at {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounded to {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan, or type a name, code or barcode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selling goes on and nothing is lost, but new prices are not taken in and no backup is made here. Delete files that are not the till&apos;s: the rest happens by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selling needs an open shift, so that the drawer adds up. Nothing is lost. Count the float and open a shift first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent again, waiting for central&apos;s word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled. {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several products answer to {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift {number} is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift {number}, open since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shipment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the result, then close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else than the one who sells, with the right to approve. Nothing was changed and nothing is lost. Ask a supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else was opened first. Go back to the sale and scan it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something was sold while the drawer was counted. Nothing is lost. Look at the figures, then close the shift again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Special quote needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Special quote needed: the office makes one, this till cannot book it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtotal, {items}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suriname dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take both together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take both together, or what is not paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the new prices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the piece out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That PIN is not right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That PIN is not right, {tries}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That PIN is not right. Type it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That PIN is not taken yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That case is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not a PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That line is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That paper is not in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That paper waits no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That price is not approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That sale is not parked any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Z report is printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent&apos;s other bookings are open. One comes back when the office closes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case was closed meanwhile. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code is empty. Nothing is lost. Scan it again, or type it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console that stands for the printer is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file does not open here: the folder was copied from another computer, or the file was changed. Nothing was overwritten. Start the till on the computer it was enrolled on, or ask the office to recover it or to enrol this one anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other sale is not what it was on screen. Nothing is lost and nothing was changed. Look at both again, then choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper was not printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price of a shipment in this sale no longer held, so it was priced afresh. Nothing is lost and nothing was taken. Look at the new total, then take payment again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quote has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sale before was parked as No. {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sale has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sale is empty. Nothing is lost. Scan an item, or type a name, code or barcode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shift has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The till&apos;s folder cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup that opens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in the sale yet. Nothing is lost. Scan something, or press F7 to bring a parked sale back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are saved on this till and stay in shift {number}, whenever they arrive. Nothing is lost by closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They arrive by themselves when the line is up. Until then, Ship works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They cannot approve this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They changed after these were put in the sale. Tell the customer, then take the new prices or go back. From here on nothing changes in this sale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer gives no random numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s date is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This item is not in the catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program cannot keep its data safely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This refund is made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale goes on; the other was called off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale is in two versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale is paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale needs a decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sale was paid already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shift is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shift is still open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shipment has no price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shipment is booked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till cannot put it right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till cannot put it right. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till does not know that customer, or they were erased. Nothing is lost. Type the name and phone number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till does not know that member of staff. Nothing is lost. Choose a name from the list, or ask the office to add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till has been offline too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till has keys already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till is not enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till is open already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s data is from a newer version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s data is in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s data may be an older copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s key file cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s keys are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s keys are in this computer&apos;s key ring, and it is locked, switched off or does not know this account. Nothing was overwritten and no sale is lost. Sign in to the computer as the account that enrolled the till, unlock the key ring, and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s keys belong to another computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This till&apos;s keys cannot be kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version was put away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those of this till, and of the store as far as this till has heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times are 1 to 500 ms, the shortest code 2 to 32 characters, a prefix at most 4. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together they are too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many sales are parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much for a receipt of another till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trinidad and Tobago dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type how many of each note and coin lie in the drawer. Type 0 if it is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the approval code from the terminal&apos;s slip: 2 to 12 letters and digits. Never type a card number. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the cash received, or press F2 for the exact amount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the float in the drawer. Type 0 if it is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the price of one, above zero, VAT included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type three sides, as in 24 x 20 x 16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type your PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAT {amount} included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAT {percent} %, included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAT, included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait {wait}, or ask someone else to sign. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the till expects appears here after the count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was kept of it is damaged. What it shows is saved. Print it from the receipt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was paid is gone from this sale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who approved it may not set prices here. The item is not in the sale, and nothing is lost. Ask a supervisor to approve the price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole shipment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windward made a mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within the {allowed} allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not on this till&apos;s list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero-rated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here {mine}, there {theirs}, together {result}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantity {quantity}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quote good to {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>till {label}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} is still missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{before} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} above the limit: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} × {new}, was {old}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{each}, price approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} of {products}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{left} left at this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} field needs you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} fields need you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} more version follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} more versions follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} need you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} prices have changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} receipt was saved, not printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} receipts were not printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} tries left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} try left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} waiting to be sent. Close as usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{store}, Till {till}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} is saved and goes out with the next exchange.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total} in all, as of {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total}, rounding {difference}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} was not added to the sale.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
