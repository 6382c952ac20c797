"""Staff: who may sign in at the tills of an organisation, with which role and PIN."""
