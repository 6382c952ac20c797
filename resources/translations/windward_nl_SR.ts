<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_SR" sourcelanguage="en">
<context>
    <name>CartPane</name>
    <message>
        <source>Lines of the sale</source>
        <translation>Regels van de verkoop</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Afrekenen</translation>
    </message>
    <message>
        <source>This sale</source>
        <translation>Deze verkoop</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totaal</translation>
    </message>
</context>
<context>
    <name>CasesDialog</name>
    <message>
        <source>Arrows choose a case, Enter goes into it. Selling goes on meanwhile.</source>
        <translation>Pijltjes kiezen een geval, Enter gaat erin. Verkopen gaat intussen door.</translation>
    </message>
    <message>
        <source>Back, nothing is lost</source>
        <translation>Terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>Ik heb het gelezen</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>Nothing was lost</source>
        <translation>Er ging niets verloren</translation>
    </message>
    <message>
        <source>Sign and send</source>
        <translation>Tekenen en verzenden</translation>
    </message>
    <message>
        <source>Supervisor&apos;s desk</source>
        <translation>Bureau van de supervisor</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Wat uw aandacht vraagt</translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation>Wie tekent</translation>
    </message>
    <message>
        <source>Who signs?</source>
        <translation>Wie tekent?</translation>
    </message>
</context>
<context>
    <name>ChoiceDialog</name>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Products with this code</source>
        <translation>Producten met deze code</translation>
    </message>
</context>
<context>
    <name>ClaimDialog</name>
    <message>
        <source>A claim is not a payment: it is verified as soon as it can be.</source>
        <translation>Een claim is geen betaling: hij wordt nagegaan zodra dat kan.</translation>
    </message>
    <message>
        <source>Amount in the message</source>
        <translation>Bedrag in het bericht</translation>
    </message>
    <message>
        <source>Back to payment</source>
        <translation>Terug naar de betaling</translation>
    </message>
    <message>
        <source>Choose the photo of the message</source>
        <translation>Kies de foto van het bericht</translation>
    </message>
    <message>
        <source>Hold the goods</source>
        <translation>Goederen hier houden</translation>
    </message>
    <message>
        <source>Payer&apos;s phone</source>
        <translation>Telefoon van de betaler</translation>
    </message>
    <message>
        <source>Photo of the message</source>
        <translation>Foto van bericht</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Afbeeldingen</translation>
    </message>
    <message>
        <source>Record claim</source>
        <translation>Claim vastleggen</translation>
    </message>
    <message>
        <source>Reference in the message</source>
        <translation>Referentie in het bericht</translation>
    </message>
    <message>
        <source>Time of the message</source>
        <translation>Tijd van het bericht</translation>
    </message>
</context>
<context>
    <name>CloseShiftScreen</name>
    <message>
        <source>Counted</source>
        <translation>Geteld</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Lade</translation>
    </message>
    <message>
        <source>Next count</source>
        <translation>Volgende telling</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Opmerking</translation>
    </message>
    <message>
        <source>Note for the Z report</source>
        <translation>Opmerking voor het Z-rapport</translation>
    </message>
    <message>
        <source>Recount</source>
        <translation>Opnieuw tellen</translation>
    </message>
    <message>
        <source>Result of the count</source>
        <translation>Uitkomst van de telling</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>The Z report appears after the count.</source>
        <translation>Het Z-rapport verschijnt na de telling.</translation>
    </message>
    <message>
        <source>The shift is being read.</source>
        <translation>De dienst wordt gelezen.</translation>
    </message>
    <message>
        <source>Why is it off? F5 chooses</source>
        <translation>Waarom klopt het niet? F5 kiest</translation>
    </message>
    <message>
        <source>Why the drawer is off</source>
        <translation>Waarom de lade niet klopt</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Z-rapport</translation>
    </message>
    <message>
        <source>Z report, preview</source>
        <translation>Z-rapport, voorbeeld</translation>
    </message>
    <message>
        <source>coin</source>
        <translation>munt</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Lines of both versions</source>
        <translation>Regels van beide versies</translation>
    </message>
</context>
<context>
    <name>CounterWindow</name>
    <message>
        <source>Desk</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Keys F1</source>
        <translation>Toetsen F1</translation>
    </message>
    <message>
        <source>Lock F11</source>
        <translation>Slot F11</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Geparkeerd</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retouren</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkoop</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Ship</source>
        <translation>Verzenden</translation>
    </message>
</context>
<context>
    <name>CustomerDialog</name>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>Gevonden klanten</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc goes back</source>
        <translation>Esc gaat terug</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Herkenningspunt</translation>
    </message>
    <message>
        <source>Lot and street</source>
        <translation>Kavel en straat</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Name nobody</source>
        <translation>Niemand noemen</translation>
    </message>
    <message>
        <source>Name, phone or e-mail</source>
        <translation>Naam, telefoon of e-mail</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nieuwe klant</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefoon</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Regio</translation>
    </message>
    <message>
        <source>Save and take</source>
        <translation>Bewaren en nemen</translation>
    </message>
    <message>
        <source>Take for this sale</source>
        <translation>Voor deze verkoop nemen</translation>
    </message>
    <message>
        <source>Type any of them</source>
        <translation>Typ een ervan</translation>
    </message>
    <message>
        <source>VAT or TIN number</source>
        <translation>Btw- of TIN-nummer</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Dorp</translation>
    </message>
</context>
<context>
    <name>CustomerScreen</name>
    <message>
        <source>Windward, for the customer</source>
        <translation>Windward, voor de klant</translation>
    </message>
</context>
<context>
    <name>DemoStrip</name>
    <message>
        <source>Ctrl+N cuts the line to central, or restores it</source>
        <translation>Ctrl+N verbreekt de lijn naar de centrale of herstelt ze</translation>
    </message>
    <message>
        <source>Ctrl+T opens the code on the screen as the customer would, in the browser</source>
        <translation>Ctrl+T opent de code op het scherm zoals de klant dat zou doen, in de browser</translation>
    </message>
    <message>
        <source>Customer&apos;s phone</source>
        <translation>Telefoon van de klant</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netwerk</translation>
    </message>
    <message>
        <source>Network between till and central</source>
        <translation>Netwerk tussen kassa en centrale</translation>
    </message>
    <message>
        <source>No browser here. Open it yourself: </source>
        <translation>Hier is geen browser. Open het zelf: </translation>
    </message>
    <message>
        <source>Practice provider, no money moves</source>
        <translation>Oefenaanbieder, er gaat geen geld om</translation>
    </message>
</context>
<context>
    <name>DemoWindow</name>
    <message>
        <source>Windward, the demo</source>
        <translation>Windward, de demo</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>Apparaten</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Vernieuwen</translation>
    </message>
</context>
<context>
    <name>DrawerDialog</name>
    <message>
        <source>Amount</source>
        <translation>Bedrag</translation>
    </message>
    <message>
        <source>Back, nothing is lost</source>
        <translation>Terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Note, where the reason does not say it</source>
        <translation>Opmerking, waar de reden het niet zegt</translation>
    </message>
    <message>
        <source>Other money</source>
        <translation>Andere munt</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Waarom?</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>CSV files (*.csv);;All files (*)</source>
        <translation>CSV-bestanden (*.csv);;Alle bestanden (*)</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Bestand kiezen</translation>
    </message>
    <message>
        <source>Name of the file</source>
        <translation>Naam van het bestand</translation>
    </message>
    <message>
        <source>Rows to look at</source>
        <translation>Rijen om naar te kijken</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
</context>
<context>
    <name>FindScreen</name>
    <message>
        <source>History</source>
        <translation>Geschiedenis</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Opnieuw printen</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Bewaren als PDF</translation>
    </message>
    <message>
        <source>Scan any time</source>
        <translation>Scan wanneer u wilt</translation>
    </message>
    <message>
        <source>Take goods back</source>
        <translation>Goederen terugnemen</translation>
    </message>
    <message>
        <source>The paper</source>
        <translation>Het papier</translation>
    </message>
    <message>
        <source>What belongs to it</source>
        <translation>Wat erbij hoort</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Wat er gevonden is</translation>
    </message>
</context>
<context>
    <name>IdentityDialog</name>
    <message>
        <source>Back to payment</source>
        <translation>Terug naar de betaling</translation>
    </message>
    <message>
        <source>Document seen</source>
        <translation>Gezien document</translation>
    </message>
    <message>
        <source>Number on the document</source>
        <translation>Nummer op het document</translation>
    </message>
    <message>
        <source>The number is kept encrypted, for this legal duty alone.</source>
        <translation>Het nummer wordt versleuteld bewaard, alleen voor deze wettelijke plicht.</translation>
    </message>
    <message>
        <source>Valid until (day/month/year)</source>
        <translation>Geldig tot (dag/maand/jaar)</translation>
    </message>
</context>
<context>
    <name>InboxScreen</name>
    <message>
        <source>Evidence</source>
        <translation>Bewijs</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>Bureau openen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Vernieuwen</translation>
    </message>
    <message>
        <source>Supervisor&apos;s desk</source>
        <translation>Bureau van de supervisor</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Wat er gebeurde</translation>
    </message>
    <message>
        <source>What waits for a decision</source>
        <translation>Wat op een beslissing wacht</translation>
    </message>
    <message>
        <source>Who is behind it</source>
        <translation>Wie erachter zit</translation>
    </message>
</context>
<context>
    <name>InboxSignDialog</name>
    <message>
        <source>Back, nothing is lost</source>
        <translation>Terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Good for how many hours</source>
        <translation>Hoeveel uur geldig</translation>
    </message>
    <message>
        <source>Next reason</source>
        <translation>Volgende reden</translation>
    </message>
    <message>
        <source>The price, VAT included</source>
        <translation>De prijs, btw inbegrepen</translation>
    </message>
    <message>
        <source>Where it was seen: a statement&apos;s row, the provider&apos;s page</source>
        <translation>Waar het te zien was: rij van een afschrift, pagina van de aanbieder</translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation>Wie tekent</translation>
    </message>
    <message>
        <source>Who signs?</source>
        <translation>Wie tekent?</translation>
    </message>
    <message>
        <source>Why, without names</source>
        <translation>Waarom, zonder namen</translation>
    </message>
</context>
<context>
    <name>KeyCap</name>
    <message>
        <source>Key {key}</source>
        <translation>Toets {key}</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Esc or F1 goes back</source>
        <translation>Esc of F1 gaat terug</translation>
    </message>
    <message>
        <source>Keys here</source>
        <translation>Toetsen hier</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Grotere letters</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Licht of donker</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere letters</translation>
    </message>
</context>
<context>
    <name>LineDialog</name>
    <message>
        <source>Amount</source>
        <translation>Bedrag</translation>
    </message>
    <message>
        <source>Back, nothing is lost</source>
        <translation>Terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Opmerking</translation>
    </message>
    <message>
        <source>Read the scale</source>
        <translation>Weegschaal lezen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Whole sale</source>
        <translation>Hele verkoop</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Waarom?</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>It is kept, and spoken from the next start of Windward on.</source>
        <translation>Het is bewaard en geldt vanaf de volgende start van Windward.</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Taal en uiterlijk</translation>
    </message>
    <message>
        <source>Language of this till</source>
        <translation>Taal van deze kassa</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Grotere letters</translation>
    </message>
    <message>
        <source>Letters at {percent} %</source>
        <translation>Letters op {percent} %</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Licht of donker</translation>
    </message>
    <message>
        <source>Nothing moves: changes appear at once</source>
        <translation>Niets beweegt: wijzigingen verschijnen meteen</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere letters</translation>
    </message>
</context>
<context>
    <name>MessagePicture</name>
    <message>
        <source>Photo of the customer&apos;s message</source>
        <translation>Foto van het bericht van de klant</translation>
    </message>
</context>
<context>
    <name>MoreScreen</name>
    <message>
        <source>Pages</source>
        <translation>Pagina&apos;s</translation>
    </message>
</context>
<context>
    <name>NothingLeftDialog</name>
    <message>
        <source>Allow this one</source>
        <translation>Deze toestaan</translation>
    </message>
    <message>
        <source>An exception is for this sale only. It is recorded with the name that signs.</source>
        <translation>Een uitzondering geldt alleen voor deze verkoop. Ze wordt vastgelegd met de naam die tekent.</translation>
    </message>
    <message>
        <source>Ask a supervisor to allow this one</source>
        <translation>Laat een supervisor dit ene toestaan</translation>
    </message>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc goes back</source>
        <translation>Esc gaat terug</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Wat ontbreekt</translation>
    </message>
    <message>
        <source>Who allows it</source>
        <translation>Wie het toestaat</translation>
    </message>
    <message>
        <source>and %n more</source>
        <translation>en %n meer</translation>
    </message>
</context>
<context>
    <name>OpenShiftScreen</name>
    <message>
        <source>Business date</source>
        <translation>Boekdatum</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Geteld</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Wisselgeld</translation>
    </message>
    <message>
        <source>Float in the drawer</source>
        <translation>Wisselgeld in de lade</translation>
    </message>
    <message>
        <source>Float in the other money</source>
        <translation>Wisselgeld in het andere geld</translation>
    </message>
    <message>
        <source>Notes and coins</source>
        <translation>Biljetten en munten</translation>
    </message>
    <message>
        <source>One amount</source>
        <translation>Eén bedrag</translation>
    </message>
    <message>
        <source>Open a shift</source>
        <translation>Een dienst openen</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>Dienst openen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>coin</source>
        <translation>munt</translation>
    </message>
</context>
<context>
    <name>ParkReasonDialog</name>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar de verkoop</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Why the sale waits</source>
        <translation>Waarom de verkoop wacht</translation>
    </message>
</context>
<context>
    <name>ParkedDialog</name>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Terughalen</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Weggooien</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation>Geparkeerde verkopen</translation>
    </message>
</context>
<context>
    <name>PartyCard</name>
    <message>
        <source>Choose a region</source>
        <translation>Kies een regio</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Herkenningspunt</translation>
    </message>
    <message>
        <source>Lot and street</source>
        <translation>Kavel en straat</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefoon</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Regio</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Dorp</translation>
    </message>
</context>
<context>
    <name>PayCodeDialog</name>
    <message>
        <source>Ask their phone</source>
        <translation>Hun telefoon vragen</translation>
    </message>
    <message>
        <source>Code to scan</source>
        <translation>Code om te scannen</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Laat maar</translation>
    </message>
</context>
<context>
    <name>PayPhoneDialog</name>
    <message>
        <source>Ask their phone</source>
        <translation>Hun telefoon vragen</translation>
    </message>
    <message>
        <source>Back to payment</source>
        <translation>Terug naar de betaling</translation>
    </message>
    <message>
        <source>Customer&apos;s phone</source>
        <translation>Telefoon van de klant</translation>
    </message>
    <message>
        <source>They see the question in MMG and say yes with their own PIN.</source>
        <translation>Zij zien de vraag in MMG en zeggen ja met hun eigen pincode.</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>PIN, %n digits typed</source>
        <translation>Pincode, %n cijfers getypt</translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <source>A till to learn on, with sample goods and PINs that it shows at its top.</source>
        <translation>Een kassa om op te leren, met voorbeeldgoederen en pincodes die bovenaan staan.</translation>
    </message>
    <message>
        <source>Nothing done there is a sale. It is another program with data of its own, which is deleted when its window is closed; its papers say TRAINING.</source>
        <translation>Niets daar is een verkoop. Het is een ander programma met eigen gegevens, die gewist worden als zijn venster sluit; op zijn papier staat TRAINING.</translation>
    </message>
    <message>
        <source>Open training</source>
        <translation>Oefenen openen</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Oefenen</translation>
    </message>
    <message>
        <source>This till is locked meanwhile and goes on sending. Ctrl+Q leaves training.</source>
        <translation>Deze kassa is intussen vergrendeld en blijft verzenden. Ctrl+Q verlaat het oefenen.</translation>
    </message>
</context>
<context>
    <name>PriceDialog</name>
    <message>
        <source>Approve and add</source>
        <translation>Goedkeuren en toevoegen</translation>
    </message>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Price of one, VAT included</source>
        <translation>Prijs per stuk, inclusief btw</translation>
    </message>
    <message>
        <source>The approver signs with a PIN. It proves this till and this PIN.</source>
        <translation>Wie goedkeurt, tekent met een pincode. Die bewijst deze kassa en deze pincode.</translation>
    </message>
    <message>
        <source>This item has no price</source>
        <translation>Dit artikel heeft geen prijs</translation>
    </message>
    <message>
        <source>Who approves</source>
        <translation>Wie keurt goed</translation>
    </message>
    <message>
        <source>Who approves it?</source>
        <translation>Wie keurt het goed?</translation>
    </message>
</context>
<context>
    <name>PriceNewsDialog</name>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Take the new prices</source>
        <translation>De nieuwe prijzen nemen</translation>
    </message>
</context>
<context>
    <name>PrintsPage</name>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Niet nodig</translation>
    </message>
    <message>
        <source>Papers that wait</source>
        <translation>Papier dat wacht</translation>
    </message>
    <message>
        <source>Print all</source>
        <translation>Alles afdrukken</translation>
    </message>
    <message>
        <source>Print it on (F4)</source>
        <translation>Afdrukken op (F4)</translation>
    </message>
    <message>
        <source>Print this one</source>
        <translation>Dit afdrukken</translation>
    </message>
    <message>
        <source>Printer for this paper</source>
        <translation>Printer voor dit papier</translation>
    </message>
</context>
<context>
    <name>ProductPane</name>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Products found</source>
        <translation>Gevonden producten</translation>
    </message>
    <message>
        <source>Scan any time</source>
        <translation>Scan wanneer u wilt</translation>
    </message>
    <message>
        <source>Scan, or type a name, code or barcode</source>
        <translation>Scan, of typ een naam, code of streepjescode</translation>
    </message>
</context>
<context>
    <name>QuoteCard</name>
    <message>
        <source>Add to sale</source>
        <translation>In de verkoop</translation>
    </message>
    <message>
        <source>Chargeable weight</source>
        <translation>Te berekenen gewicht</translation>
    </message>
    <message>
        <source>Declared value, G$, for the cover</source>
        <translation>Opgegeven waarde, G$, voor de dekking</translation>
    </message>
    <message>
        <source>Gross weight</source>
        <translation>Brutogewicht</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Offerte</translation>
    </message>
    <message>
        <source>Quote total</source>
        <translation>Totaal van de offerte</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>VAT included</source>
        <translation>Btw inbegrepen</translation>
    </message>
</context>
<context>
    <name>QuotesDialog</name>
    <message>
        <source>Add to sale</source>
        <translation>In de verkoop</translation>
    </message>
    <message>
        <source>Back to the shipment</source>
        <translation>Terug naar de zending</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Special quotes</source>
        <translation>Bijzondere offertes</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Places</source>
        <translation>Plaatsen</translation>
    </message>
</context>
<context>
    <name>ReceiptBuyer</name>
    <message>
        <source>Enter goes on, Esc leaves it.</source>
        <translation>Enter gaat verder, Esc laat het.</translation>
    </message>
    <message>
        <source>Lot and street, if known</source>
        <translation>Straat en nummer, indien bekend</translation>
    </message>
    <message>
        <source>Name of the business</source>
        <translation>Naam van het bedrijf</translation>
    </message>
    <message>
        <source>Tax invoice for a business</source>
        <translation>Btw-factuur voor een bedrijf</translation>
    </message>
    <message>
        <source>VAT or TIN number</source>
        <translation>Btw- of TIN-nummer</translation>
    </message>
</context>
<context>
    <name>ReceiptDialog</name>
    <message>
        <source>Change due</source>
        <translation>Wisselgeld</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Geef</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Volgende klant</translation>
    </message>
    <message>
        <source>Or scan the next item.</source>
        <translation>Of scan het volgende artikel.</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Betaald</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Opnieuw printen</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Bon</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Ontvangen</translation>
    </message>
    <message>
        <source>Sale saved</source>
        <translation>Verkoop bewaard</translation>
    </message>
</context>
<context>
    <name>ReceiptWays</name>
    <message>
        <source>E-mail address</source>
        <translation>E-mailadres</translation>
    </message>
    <message>
        <source>E-mail address, then Enter</source>
        <translation>E-mailadres, dan Enter</translation>
    </message>
    <message>
        <source>E-mail it</source>
        <translation>Per e-mail sturen</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Bewaren als PDF</translation>
    </message>
</context>
<context>
    <name>RefundPaperDialog</name>
    <message>
        <source>Credit note</source>
        <translation>Creditnota</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>New goods for it</source>
        <translation>Nieuwe goederen ervoor</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Opnieuw printen</translation>
    </message>
</context>
<context>
    <name>RefundSignDialog</name>
    <message>
        <source>Back, nothing is lost</source>
        <translation>Terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tekenen</translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation>Wie tekent</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>First day, as in 21/11/2026</source>
        <translation>Eerste dag, zoals 21/11/2026</translation>
    </message>
    <message>
        <source>Last day, empty for one day</source>
        <translation>Laatste dag, leeg voor één dag</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Vernieuwen</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Bewaren als CSV</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Bewaren als PDF</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Cash sales, net of change</source>
        <translation>Contante verkoop, na wisselgeld</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Geteld</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Verwacht</translation>
    </message>
    <message>
        <source>Opening float</source>
        <translation>Wisselgeld bij opening</translation>
    </message>
</context>
<context>
    <name>ReturnsScreen</name>
    <message>
        <source>All of the line</source>
        <translation>De hele regel</translation>
    </message>
    <message>
        <source>Another receipt</source>
        <translation>Andere bon</translation>
    </message>
    <message>
        <source>Approval code of the terminal</source>
        <translation>Goedkeuringscode van de terminal</translation>
    </message>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Kiezen</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Terugbetalen</translation>
    </message>
    <message>
        <source>Lines of the receipt</source>
        <translation>Regels van de bon</translation>
    </message>
    <message>
        <source>Money back</source>
        <translation>Geld terug</translation>
    </message>
    <message>
        <source>Money back as</source>
        <translation>Geld terug als</translation>
    </message>
    <message>
        <source>Money back {0}</source>
        <translation>Geld terug {0}</translation>
    </message>
    <message>
        <source>New goods for it</source>
        <translation>Nieuwe goederen ervoor</translation>
    </message>
    <message>
        <source>One more, one less</source>
        <translation>Eén meer, één minder</translation>
    </message>
    <message>
        <source>Open the receipt</source>
        <translation>De bon openen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reden</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Bonnummer</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Bonnen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Scan goods, or type a SKU or name</source>
        <translation>Scan goederen, of typ een artikelcode of naam</translation>
    </message>
    <message>
        <source>Weight in grams (F4 reads the scale)</source>
        <translation>Gewicht in gram (F4 leest de weegschaal)</translation>
    </message>
    <message>
        <source>Why it comes back</source>
        <translation>Waarom het terugkomt</translation>
    </message>
    <message>
        <source>or scan it</source>
        <translation>of scan hem</translation>
    </message>
</context>
<context>
    <name>ShipmentScreen</name>
    <message>
        <source>Add a piece</source>
        <translation>Stuk toevoegen</translation>
    </message>
    <message>
        <source>Charge lb</source>
        <translation>Te rekenen lb</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Vlaggen</translation>
    </message>
    <message>
        <source>Packing</source>
        <translation>Verpakking</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stuks</translation>
    </message>
    <message>
        <source>Press again to clear it all</source>
        <translation>Nog eens om alles te wissen</translation>
    </message>
    <message>
        <source>Receiver (consignee)</source>
        <translation>Ontvanger</translation>
    </message>
    <message>
        <source>Sender (consignor)</source>
        <translation>Afzender</translation>
    </message>
    <message>
        <source>Size lb</source>
        <translation>Maat lb</translation>
    </message>
    <message>
        <source>Special quote</source>
        <translation>Bijzondere offerte</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Opnieuw beginnen</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>What is inside</source>
        <translation>Wat erin zit</translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Oefenen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
    <message>
        <source>Training is open</source>
        <translation>Oefenen is open</translation>
    </message>
    <message>
        <source>Who is at the till</source>
        <translation>Wie er aan de kassa is</translation>
    </message>
    <message>
        <source>Who is at the till?</source>
        <translation>Wie is er aan de kassa?</translation>
    </message>
</context>
<context>
    <name>StatementsPage</name>
    <message>
        <source>CSV files (*.csv);;All files (*)</source>
        <translation>CSV-bestanden (*.csv);;Alle bestanden (*)</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Bestand kiezen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Van</translation>
    </message>
    <message>
        <source>Name of the file</source>
        <translation>Naam van het bestand</translation>
    </message>
    <message>
        <source>Number of rows</source>
        <translation>Aantal rijen</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>Geval openen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Vernieuwen</translation>
    </message>
    <message>
        <source>Rows of the statement</source>
        <translation>Rijen van het afschrift</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Sum, in less out</source>
        <translation>Som, in min uit</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Tot en met</translation>
    </message>
</context>
<context>
    <name>TenderDialog</name>
    <message>
        <source>Back to sale</source>
        <translation>Terug naar verkoop</translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation>Contant ontvangen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Esc goes back, nothing is lost</source>
        <translation>Esc gaat terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Finish sale</source>
        <translation>Verkoop afronden</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Geef</translation>
    </message>
    <message>
        <source>Likely amounts</source>
        <translation>Waarschijnlijke bedragen</translation>
    </message>
    <message>
        <source>Nothing was taken yet. Type what the customer gives.</source>
        <translation>Er is nog niets aangenomen. Typ wat de klant geeft.</translation>
    </message>
    <message>
        <source>Sale total</source>
        <translation>Totaal verkoop</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Take it, then another way</source>
        <translation>Neem aan, dan een andere manier</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Afrekenen</translation>
    </message>
    <message>
        <source>Take the last back</source>
        <translation>Neem de laatste terug</translation>
    </message>
</context>
<context>
    <name>TenderWays</name>
    <message>
        <source>How is the customer paying?</source>
        <translation>Hoe betaalt de klant?</translation>
    </message>
</context>
<context>
    <name>TrainingFrame</name>
    <message>
        <source>Windward, training</source>
        <translation>Windward, oefenen</translation>
    </message>
</context>
<context>
    <name>TrainingStrip</name>
    <message>
        <source>Leave training</source>
        <translation>Oefenen verlaten</translation>
    </message>
    <message>
        <source>No sale counts and nothing is sent. PINs: {pins}</source>
        <translation>Geen verkoop telt en er wordt niets verzonden. Pincodes: {pins}</translation>
    </message>
    <message>
        <source>TRAINING: nothing here is real</source>
        <translation>OEFENEN: niets hier is echt</translation>
    </message>
</context>
<context>
    <name>XReportDialog</name>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>Printen</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X-rapport</translation>
    </message>
</context>
<context>
    <name>ZReportDialog</name>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Opnieuw printen</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Bewaren als PDF</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Z-rapport</translation>
    </message>
</context>
<context>
    <name>_ProductHeader</name>
    <message>
        <source>Category and barcode</source>
        <translation>Soort en streepjescode</translation>
    </message>
    <message>
        <source>Price, VAT included</source>
        <translation>Prijs, inclusief btw</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
</context>
<context>
    <name>say</name>
    <message>
        <source> If the date is right, ask a supervisor to open it.</source>
        <translation> Klopt de datum, laat dan een supervisor hem openen.</translation>
    </message>
    <message>
        <source>&apos;allotted&apos; says neither yes nor no</source>
        <translation>&apos;allotted&apos; zegt geen ja en geen nee</translation>
    </message>
    <message>
        <source>&apos;{header}&apos; is there {count} times</source>
        <translation>&apos;{header}&apos; staat er {count} keer</translation>
    </message>
    <message>
        <source>&apos;{kind}&apos; is no kind: goods, service or sample</source>
        <translation>&apos;{kind}&apos; is geen soort: goods, service of sample</translation>
    </message>
    <message>
        <source>&apos;{part}&apos; is no price for many: write 5:950;20:900</source>
        <translation>&apos;{part}&apos; is geen prijs voor meer stuks: schrijf 5:950;20:900</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; fits {name} and {found_name}. Nothing is lost. Type the whole SKU.</source>
        <translation>&apos;{text}&apos; past bij {name} en {found_name}. Er is niets verloren. Typ de hele artikelcode.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is no day: write 2026-12-31</source>
        <translation>&apos;{text}&apos; is geen dag: schrijf 2026-12-31</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is no whole number from 0 to {most}</source>
        <translation>&apos;{text}&apos; is geen heel getal van 0 tot {most}</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 minuut</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 seconde</translation>
    </message>
    <message>
        <source>1 try</source>
        <translation>1 poging</translation>
    </message>
    <message>
        <source>58 mm</source>
        <translation>58 mm</translation>
    </message>
    <message>
        <source>80 mm</source>
        <translation>80 mm</translation>
    </message>
    <message>
        <source>80 mm, small print</source>
        <translation>80 mm, kleine letters</translation>
    </message>
    <message>
        <source>A PIN is {pin_digits_min} to {pin_digits_max} digits, nothing else.</source>
        <translation>Een pincode is {pin_digits_min} tot {pin_digits_max} cijfers, niets anders.</translation>
    </message>
    <message>
        <source>A backup is older: sales would be missing. Nothing was changed. Start the till as always.</source>
        <translation>Een reservekopie is ouder: er zouden verkopen ontbreken. Er is niets veranderd. Start de kassa zoals altijd.</translation>
    </message>
    <message>
        <source>A booking or sale above what was held, allowed once.</source>
        <translation>Een boeking of verkoop boven wat er was, één keer toegestaan.</translation>
    </message>
    <message>
        <source>A card, a credit or a voucher pays what is due and no more, and this is {by} too much. Nothing is lost. Take that payment out and add it again.</source>
        <translation>Een kaart, een tegoed of een bon betaalt wat open is en niet meer, en dit is {by} te veel. Er is niets verloren. Haal die betaling eruit en voeg haar opnieuw toe.</translation>
    </message>
    <message>
        <source>A case is open for this row</source>
        <translation>Voor deze rij is een geval open</translation>
    </message>
    <message>
        <source>A character in it is broken. Nothing is lost. Type or scan it again.</source>
        <translation>Een teken erin is kapot. Er is niets verloren. Typ of scan het opnieuw.</translation>
    </message>
    <message>
        <source>A code asks for more than nothing, and MMG for whole dollars. Nothing was asked for and nothing is lost.</source>
        <translation>Een code vraagt meer dan niets, en MMG hele dollars. Er is niets gevraagd en niets verloren.</translation>
    </message>
    <message>
        <source>A code has at most {longest_code} characters. Nothing is lost. Scan it again, or search by name.</source>
        <translation>Een code heeft hoogstens {longest_code} tekens. Er is niets verloren. Scan opnieuw, of zoek op naam.</translation>
    </message>
    <message>
        <source>A code is 3 to 40 letters, digits and dashes. Nothing is lost. Type or scan it again.</source>
        <translation>Een code heeft 3 tot 40 letters, cijfers en streepjes. Er is niets verloren. Typ of scan hem opnieuw.</translation>
    </message>
    <message>
        <source>A copy of this till&apos;s folder is of no use without this computer&apos;s key ring.</source>
        <translation>Een kopie van de map van deze kassa is niets waard zonder de sleutelring van deze computer.</translation>
    </message>
    <message>
        <source>A currency was counted twice. Nothing was changed. Count it again.</source>
        <translation>Een munt is twee keer geteld. Er is niets veranderd. Tel het opnieuw.</translation>
    </message>
    <message>
        <source>A customer has no paper. Choose a receipt, a refund, a shipment or a Z report.</source>
        <translation>Een klant heeft geen papier. Kies een bon, een teruggave, een zending of een Z-rapport.</translation>
    </message>
    <message>
        <source>A customer waits there. Alt+9 opens the supervisor&apos;s desk.</source>
        <translation>Daar wacht een klant. Alt+9 opent het bureau van de supervisor.</translation>
    </message>
    <message>
        <source>A discount above the cap</source>
        <translation>Een korting boven de grens</translation>
    </message>
    <message>
        <source>A field takes at most {text_max} characters. Nothing is lost. Shorten it.</source>
        <translation>Een veld heeft hoogstens {text_max} tekens. Er is niets verloren. Maak het korter.</translation>
    </message>
    <message>
        <source>A file of that name that was there before is as it was.</source>
        <translation>Een bestand met die naam dat er al was, is nog zoals het was.</translation>
    </message>
    <message>
        <source>A float is an amount of money that this till takes, and its notes and coins come to it. Nothing was changed. Count it again.</source>
        <translation>Wisselgeld is een bedrag in geld dat deze kassa aanneemt, en de biljetten en munten tellen daartoe op. Er is niets veranderd. Tel het opnieuw.</translation>
    </message>
    <message>
        <source>A name for the list</source>
        <translation>Een naam voor de lijst</translation>
    </message>
    <message>
        <source>A new number series could not be named. Nothing was sold and nothing is lost. Restart the computer, then try again.</source>
        <translation>Een nieuwe nummerreeks kon geen naam krijgen. Er is niets verkocht en niets verloren. Start de computer opnieuw en probeer het dan nog eens.</translation>
    </message>
    <message>
        <source>A newer version of Windward has used it. Nothing was changed and nothing is lost. Start the newer version, or install it again.</source>
        <translation>Een nieuwere versie van Windward heeft ze gebruikt. Er is niets veranderd en niets verloren. Start de nieuwere versie, of installeer haar opnieuw.</translation>
    </message>
    <message>
        <source>A note has at most {note_max} characters. Nothing is lost. Make it shorter.</source>
        <translation>Een notitie heeft hoogstens {note_max} tekens. Er is niets verloren. Maak haar korter.</translation>
    </message>
    <message>
        <source>A note takes at most {note_max} characters. Nothing is lost. Shorten it.</source>
        <translation>Een notitie heeft hoogstens {note_max} tekens. Er is niets verloren. Maak haar korter.</translation>
    </message>
    <message>
        <source>A paper cannot be read</source>
        <translation>Een papier is niet te lezen</translation>
    </message>
    <message>
        <source>A paper that a printer does not take waits here. Ctrl+P prints a receipt again.</source>
        <translation>Papier dat een printer niet neemt wacht hier. Ctrl+P drukt een bon nog eens af.</translation>
    </message>
    <message>
        <source>A part of it is not as it was written. Nothing more is written to it. Stop selling on this till, keep the machine as it is and call the office: sales already sent are safe there.</source>
        <translation>Een deel ervan is niet zoals het geschreven werd. Er wordt niets meer in geschreven. Verkoop niet verder op deze kassa, laat de machine zoals ze is en bel het kantoor: verzonden verkopen zijn daar veilig.</translation>
    </message>
    <message>
        <source>A payment above the policy</source>
        <translation>Een betaling boven de regels</translation>
    </message>
    <message>
        <source>A payment does not stand any more</source>
        <translation>Een betaling geldt niet meer</translation>
    </message>
    <message>
        <source>A payment was taken for it, and another version cannot use it. Nothing was changed and nothing is lost. Keep this version where that is offered. Else put it away and ring up what is left: the payment waits at the desk (Alt+9), and the office gives the money back.</source>
        <translation>Er is een betaling voor aangenomen, en een andere versie kan die niet gebruiken. Er is niets veranderd en niets verloren. Houd deze versie waar dat kan. Leg hem anders weg en sla de rest aan: de betaling wacht op het bureau (Alt+9), en het kantoor geeft het geld terug.</translation>
    </message>
    <message>
        <source>A piece is heavier than the limit.</source>
        <translation>Een stuk is zwaarder dan de grens.</translation>
    </message>
    <message>
        <source>A price has changed</source>
        <translation>Een prijs is veranderd</translation>
    </message>
    <message>
        <source>A price was changed</source>
        <translation>Een prijs is gewijzigd</translation>
    </message>
    <message>
        <source>A price was typed</source>
        <translation>Een prijs is getypt</translation>
    </message>
    <message>
        <source>A printer has a name, a way it is connected, and an address. Nothing was changed.</source>
        <translation>Een printer heeft een naam, een soort aansluiting en een adres. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>A printer of this computer</source>
        <translation>Een printer van deze computer</translation>
    </message>
    <message>
        <source>A printer on the network is not searched for: type its address.</source>
        <translation>Naar een printer op het netwerk wordt niet gezocht: typ zijn adres.</translation>
    </message>
    <message>
        <source>A quote has ended</source>
        <translation>Een offerte is verlopen</translation>
    </message>
    <message>
        <source>A region is a number from 1 to 10, or empty.</source>
        <translation>Een regio is een getal van 1 tot 10, of leeg.</translation>
    </message>
    <message>
        <source>A report covers at most {days} days. Nothing is lost. Choose fewer.</source>
        <translation>Een rapport omvat hoogstens {days} dagen. Er is niets verloren. Kies er minder.</translation>
    </message>
    <message>
        <source>A rule cannot be read</source>
        <translation>Een regel is niet te lezen</translation>
    </message>
    <message>
        <source>A rule is missing</source>
        <translation>Er ontbreekt een regel</translation>
    </message>
    <message>
        <source>A sale has at most {lines_max} lines. Nothing is lost. Take payment with F12, then go on in a new sale.</source>
        <translation>Een verkoop heeft hoogstens {lines_max} regels. Er is niets verloren. Reken af met F12 en ga verder in een nieuwe verkoop.</translation>
    </message>
    <message>
        <source>A sale has at most {lines_max} lines. Nothing is lost: they stay two sales. Take payment for one, then for the other.</source>
        <translation>Een verkoop heeft hoogstens {lines_max} regels. Er is niets verloren: het blijven twee verkopen. Reken de ene af en dan de andere.</translation>
    </message>
    <message>
        <source>A sale takes at most {tenders_max} payments. Nothing is lost. Take some out, and put notes of one kind together.</source>
        <translation>Een verkoop heeft hoogstens {tenders_max} betalingen. Er is niets verloren. Haal er enkele uit en neem gelijke biljetten samen.</translation>
    </message>
    <message>
        <source>A scanner types a key within {mean} ms</source>
        <translation>Een scanner typt een toets binnen {mean} ms</translation>
    </message>
    <message>
        <source>A scanner types like a keyboard, only faster. What it reads goes into the sale wherever the cursor is, never into a PIN or an amount.</source>
        <translation>Een scanner typt als een toetsenbord, alleen sneller. Wat hij leest komt in de verkoop, waar de cursor ook staat, nooit in een pincode of bedrag.</translation>
    </message>
    <message>
        <source>A second person must approve the price</source>
        <translation>Een tweede persoon moet de prijs goedkeuren</translation>
    </message>
    <message>
        <source>A second person must approve this</source>
        <translation>Een tweede persoon moet dit goedkeuren</translation>
    </message>
    <message>
        <source>A second screen of this computer</source>
        <translation>Een tweede scherm van deze computer</translation>
    </message>
    <message>
        <source>A share is above 0 and at most 100 %.</source>
        <translation>Een deel is boven 0 en hoogstens 100 %.</translation>
    </message>
    <message>
        <source>A shift is open</source>
        <translation>Er is een dienst open</translation>
    </message>
    <message>
        <source>A shift is open already</source>
        <translation>Er is al een dienst open</translation>
    </message>
    <message>
        <source>A shipment has 1 to {pieces_max} pieces. Nothing is lost. Press Ins to add a piece, or make a second shipment.</source>
        <translation>Een zending heeft 1 tot {pieces_max} stuks. Er is niets verloren. Druk op Ins voor nog een stuk, of maak een tweede zending.</translation>
    </message>
    <message>
        <source>A shipment has its quote</source>
        <translation>Een zending heeft haar offerte</translation>
    </message>
    <message>
        <source>A shipment is one line</source>
        <translation>Een zending is één regel</translation>
    </message>
    <message>
        <source>A side is longer than the limit.</source>
        <translation>Een zijde is langer dan de grens.</translation>
    </message>
    <message>
        <source>A special quote holds for 1 to {hours} hours. Nothing was changed and nothing is lost.</source>
        <translation>Een bijzondere offerte geldt 1 tot {hours} uur. Er is niets veranderd en niets verloren.</translation>
    </message>
    <message>
        <source>A special quote is asked for.</source>
        <translation>Een bijzondere offerte is gevraagd.</translation>
    </message>
    <message>
        <source>A special quote is for the pieces, the place and the value it was asked for. Nothing is lost. Ask for another one with F5.</source>
        <translation>Een bijzondere offerte is voor de stuks, de plaats en de waarde waarvoor ze is gevraagd. Er is niets verloren. Vraag met F5 een andere.</translation>
    </message>
    <message>
        <source>A special quote was answered.</source>
        <translation>Een bijzondere offerte is beantwoord.</translation>
    </message>
    <message>
        <source>A statement&apos;s first day is not after its last. Nothing was changed.</source>
        <translation>De eerste dag van een afschrift ligt niet na de laatste. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>A sum is above zero.</source>
        <translation>Een bedrag is boven nul.</translation>
    </message>
    <message>
        <source>A supervisor may allow this one, and none is known to this till besides you.</source>
        <translation>Een supervisor mag dit ene toestaan, en deze kassa kent er geen behalve u.</translation>
    </message>
    <message>
        <source>A supervisor must agree</source>
        <translation>Een supervisor moet het goedvinden</translation>
    </message>
    <message>
        <source>A supervisor must allow this</source>
        <translation>Een supervisor moet dit toestaan</translation>
    </message>
    <message>
        <source>A supervisor must sign for this refund</source>
        <translation>Een supervisor moet voor deze terugbetaling tekenen</translation>
    </message>
    <message>
        <source>A supervisor must sign, and none is known to this till besides you.</source>
        <translation>Een supervisor moet tekenen, en deze kassa kent er geen behalve u.</translation>
    </message>
    <message>
        <source>A supervisor signs for this</source>
        <translation>Een supervisor tekent hiervoor</translation>
    </message>
    <message>
        <source>A supervisor signs for this one.</source>
        <translation>Hiervoor tekent een supervisor.</translation>
    </message>
    <message>
        <source>A supervisor signs for this with a PIN when you close.</source>
        <translation>Een supervisor tekent hiervoor met een pincode als u sluit.</translation>
    </message>
    <message>
        <source>A tax invoice names a registered buyer with the number of their certificate. The sale is saved. Type the number, or press Esc.</source>
        <translation>Een btw-factuur noemt een geregistreerde koper met het nummer van zijn certificaat. De verkoop is bewaard. Typ het nummer, of druk op Esc.</translation>
    </message>
    <message>
        <source>A till to learn on</source>
        <translation>Een kassa om op te leren</translation>
    </message>
    <message>
        <source>A typed price must be above zero. Nothing is lost. Type the price again.</source>
        <translation>Een getypte prijs moet boven nul zijn. Er is niets verloren. Typ de prijs opnieuw.</translation>
    </message>
    <message>
        <source>A weight is 1 to {weight_grams_max} grams. Nothing is lost. Type the weight again.</source>
        <translation>Een gewicht is 1 tot {weight_grams_max} gram. Er is niets verloren. Typ het gewicht opnieuw.</translation>
    </message>
    <message>
        <source>A whole sale was taken out</source>
        <translation>Een hele verkoop is eruit gehaald</translation>
    </message>
    <message>
        <source>A {role} has no right to. Nothing was changed and nothing is lost. Ask a supervisor.</source>
        <translation>Een {role} mag dat niet. Er is niets veranderd en niets verloren. Vraag een supervisor.</translation>
    </message>
    <message>
        <source>A {role} may not {what} here. Nothing was changed and nothing is lost. Ask somebody who may to sign in.</source>
        <translation>Een {role} mag hier niet {what}. Er is niets veranderd en niets verloren. Laat iemand zich aanmelden die het mag.</translation>
    </message>
    <message>
        <source>A {what} that pays nothing</source>
        <translation>Een {what} betaalt zo niets</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>Above by</source>
        <translation>Erboven</translation>
    </message>
    <message>
        <source>Accepted in place</source>
        <translation>Ter plaatse aangenomen</translation>
    </message>
    <message>
        <source>Add a piece</source>
        <translation>Stuk toevoegen</translation>
    </message>
    <message>
        <source>Add this and take another</source>
        <translation>Deze toevoegen en nog een nemen</translation>
    </message>
    <message>
        <source>Add to sale</source>
        <translation>In de verkoop</translation>
    </message>
    <message>
        <source>Add to the sale</source>
        <translation>In de verkoop zetten</translation>
    </message>
    <message>
        <source>Add to the sale, or open it again</source>
        <translation>In de verkoop zetten, of weer openen</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Toegevoegd</translation>
    </message>
    <message>
        <source>Adding up …</source>
        <translation>Telt op …</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Na</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Afgesproken</translation>
    </message>
    <message>
        <source>Agreed to: {names}</source>
        <translation>Ingestemd met: {names}</translation>
    </message>
    <message>
        <source>Agreed with the carrier</source>
        <translation>Afgesproken met de vervoerder</translation>
    </message>
    <message>
        <source>Agreed {at}, text {version}</source>
        <translation>Ingestemd {at}, tekst {version}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>All is paid: press F12</source>
        <translation>Alles is betaald: druk op F12</translation>
    </message>
    <message>
        <source>All is sent. Central was heard {at}.</source>
        <translation>Alles is verzonden. De centrale is gehoord {at}.</translation>
    </message>
    <message>
        <source>All is sent. Central was not heard yet.</source>
        <translation>Alles is verzonden. De centrale is nog niet gehoord.</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle toetsen</translation>
    </message>
    <message>
        <source>All of it was given back before.</source>
        <translation>Alles is al eerder teruggegeven.</translation>
    </message>
    <message>
        <source>Allow this one</source>
        <translation>Deze toestaan</translation>
    </message>
    <message>
        <source>Allowed by</source>
        <translation>Toegestaan door</translation>
    </message>
    <message>
        <source>Allowed by {name}</source>
        <translation>Toegestaan door {name}</translation>
    </message>
    <message>
        <source>Already known</source>
        <translation>Al bekend</translation>
    </message>
    <message>
        <source>An amount has at most {digits} digits after the point. Nothing is lost. Type it again.</source>
        <translation>Een bedrag heeft hoogstens {digits} cijfers achter de komma. Er is niets verloren. Typ het opnieuw.</translation>
    </message>
    <message>
        <source>An answer is for who asked. Nothing was changed and nothing is lost. Ask again.</source>
        <translation>Een antwoord is voor wie vroeg. Er is niets veranderd en niets verloren. Vraag opnieuw.</translation>
    </message>
    <message>
        <source>An average sale</source>
        <translation>Gemiddelde verkoop</translation>
    </message>
    <message>
        <source>An exchange goes back as cash or credit</source>
        <translation>Een ruil gaat terug als geld of tegoed</translation>
    </message>
    <message>
        <source>Another Windward on this computer uses it. Nothing was changed. Go on there, or close it first.</source>
        <translation>Een andere Windward op deze computer gebruikt ze. Er is niets veranderd. Ga daar verder, of sluit die eerst.</translation>
    </message>
    <message>
        <source>Another amount is there</source>
        <translation>Er staat een ander bedrag</translation>
    </message>
    <message>
        <source>Another computer answered in central&apos;s place</source>
        <translation>Een andere computer antwoordde in plaats van de centrale</translation>
    </message>
    <message>
        <source>Another currency</source>
        <translation>Een andere munt</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Ander bestand</translation>
    </message>
    <message>
        <source>Another price (or the scale), give it free</source>
        <translation>Andere prijs (of de weegschaal), gratis geven</translation>
    </message>
    <message>
        <source>Another price for one, VAT included. A supervisor signs.</source>
        <translation>Een andere prijs per stuk, btw inbegrepen. Een supervisor tekent.</translation>
    </message>
    <message>
        <source>Another price than the catalog&apos;s was taken, with a supervisor&apos;s yes.</source>
        <translation>Er is een andere prijs genomen dan die van de catalogus, met het ja van een supervisor.</translation>
    </message>
    <message>
        <source>Another receipt</source>
        <translation>Andere bon</translation>
    </message>
    <message>
        <source>Another sale is on the screen. Nothing was given back and nothing is lost. Choose again what comes back, with F9.</source>
        <translation>Er staat een andere verkoop op het scherm. Er is niets teruggegeven en niets verloren. Kies met F9 opnieuw wat terugkomt.</translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing is lost and nothing was taken. Look at the lines and the total, then press F12 again.</source>
        <translation>Op deze kassa is nu een andere verkoop open. Er is niets verloren en niets aangenomen. Kijk naar de regels en het totaal en druk dan opnieuw op F12.</translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing is lost and nothing was taken. Look at the lines and the total, then take payment again.</source>
        <translation>Op deze kassa is nu een andere verkoop open. Er is niets verloren en niets aangenomen. Kijk naar de regels en het totaal en reken dan opnieuw af.</translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing is lost. Look at the lines, then press F6 again.</source>
        <translation>Op deze kassa is nu een andere verkoop open. Er is niets verloren. Kijk naar de regels en druk dan opnieuw op F6.</translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing was asked for and nothing is lost. Look at the lines and the total, then take payment again.</source>
        <translation>Op deze kassa is nu een andere verkoop open. Er is niets gevraagd en niets verloren. Kijk naar de regels en het totaal en reken dan opnieuw af.</translation>
    </message>
    <message>
        <source>Another sale is open on this till now. Nothing was taken and nothing is lost. Look at the lines and the total, then take payment again.</source>
        <translation>Op deze kassa is nu een andere verkoop open. Er is niets aangenomen en niets verloren. Kijk naar de regels en het totaal en reken dan opnieuw af.</translation>
    </message>
    <message>
        <source>Another sale on this till has set some aside, for ten minutes at most.</source>
        <translation>Een andere verkoop op deze kassa heeft er opzijgezet, hoogstens tien minuten.</translation>
    </message>
    <message>
        <source>Another task held its data for too long. Nothing was changed and nothing is lost. Press the key again.</source>
        <translation>Een andere taak hield de gegevens te lang vast. Er is niets veranderd en niets verloren. Druk de toets opnieuw in.</translation>
    </message>
    <message>
        <source>Another till asks for a supervisor</source>
        <translation>Een andere kassa vraagt een supervisor</translation>
    </message>
    <message>
        <source>Another till went on with it and called this one off. Your lines are all here.</source>
        <translation>Een andere kassa ging ermee verder en trok deze in. Al uw regels staan hier.</translation>
    </message>
    <message>
        <source>Another till went on with this sale.</source>
        <translation>Een andere kassa ging met deze verkoop verder.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antwoordt</translation>
    </message>
    <message>
        <source>Approval code</source>
        <translation>Goedkeuringscode</translation>
    </message>
    <message>
        <source>Approval code {code}</source>
        <translation>Goedkeuringscode {code}</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Goedkeuren</translation>
    </message>
    <message>
        <source>Approve the claim</source>
        <translation>Claim goedkeuren</translation>
    </message>
    <message>
        <source>Approve what is alike together, hand over all the same</source>
        <translation>Keur samen goed wat gelijk is, geef toch mee</translation>
    </message>
    <message>
        <source>Approve {number} alike</source>
        <translation>{number} gelijke goedkeuren</translation>
    </message>
    <message>
        <source>Approve, in order, open: what is usual</source>
        <translation>Goedkeuren, in orde, openen: wat gewoon is</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Goedgekeurd</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Zoals het was</translation>
    </message>
    <message>
        <source>As on its test page, for example 192.168.1.50</source>
        <translation>Zoals op de testpagina, bijvoorbeeld 192.168.1.50</translation>
    </message>
    <message>
        <source>As we charged before</source>
        <translation>Zoals wij eerder rekenden</translation>
    </message>
    <message>
        <source>Ask a supervisor</source>
        <translation>Vraag een supervisor</translation>
    </message>
    <message>
        <source>Ask a supervisor at another till</source>
        <translation>Een supervisor op een andere kassa vragen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Opnieuw vragen</translation>
    </message>
    <message>
        <source>Ask central for it</source>
        <translation>De centrale erom vragen</translation>
    </message>
    <message>
        <source>Ask for a special quote</source>
        <translation>Bijzondere offerte vragen</translation>
    </message>
    <message>
        <source>Ask from afar</source>
        <translation>Op afstand vragen</translation>
    </message>
    <message>
        <source>Ask the customer&apos;s phone</source>
        <translation>De telefoon van de klant vragen</translation>
    </message>
    <message>
        <source>Ask their phone</source>
        <translation>Hun telefoon vragen</translation>
    </message>
    <message>
        <source>Ask their phone instead</source>
        <translation>In plaats daarvan hun telefoon vragen</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gevraagd</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Gevraagd door</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Gevraagd</translation>
    </message>
    <message>
        <source>Asked on their phone</source>
        <translation>Op hun telefoon gevraagd</translation>
    </message>
    <message>
        <source>Asked to go back the way it was paid</source>
        <translation>Gevraagd terug te gaan zoals betaald is</translation>
    </message>
    <message>
        <source>Asked to go back the way it was paid. It is not there yet: it waits for the line and for the provider. Returns shows how far it is.</source>
        <translation>Er is gevraagd het terug te laten gaan zoals het betaald is. Het is er nog niet: het wacht op de lijn en op de aanbieder. Retouren toont hoe ver het is.</translation>
    </message>
    <message>
        <source>Asked: {title}</source>
        <translation>Gevraagd: {title}</translation>
    </message>
    <message>
        <source>Asking central</source>
        <translation>Vraagt de centrale</translation>
    </message>
    <message>
        <source>Asking central how statements are read …</source>
        <translation>Vraagt de centrale hoe afschriften gelezen worden …</translation>
    </message>
    <message>
        <source>Asking the other tills…</source>
        <translation>Vraagt de andere kassa&apos;s…</translation>
    </message>
    <message>
        <source>Asking the scale</source>
        <translation>Vraagt de weegschaal</translation>
    </message>
    <message>
        <source>Asking… If it comes, payment opens by itself.</source>
        <translation>Vraagt… Komt het, dan opent het betalen vanzelf.</translation>
    </message>
    <message>
        <source>Asking… The line is down: it goes out when the line is back.</source>
        <translation>Vraagt… De lijn is weg: het gaat uit als ze terug is.</translation>
    </message>
    <message>
        <source>Asks for a price</source>
        <translation>Vraagt om een prijs</translation>
    </message>
    <message>
        <source>Asks for one</source>
        <translation>Vraagt om een prijs</translation>
    </message>
    <message>
        <source>At most {digits} digits after the point.</source>
        <translation>Hoogstens {digits} cijfers achter de punt.</translation>
    </message>
    <message>
        <source>At most {rows_max} at a time. Nothing was changed. Part the file.</source>
        <translation>Hoogstens {rows_max} tegelijk. Er is niets veranderd. Verdeel het bestand.</translation>
    </message>
    <message>
        <source>At most {rows_max} rows at a time. Nothing was sent. Part the file, or let the office import it.</source>
        <translation>Hoogstens {rows_max} rijen tegelijk. Er is niets verzonden. Splits het bestand, of laat het kantoor het importeren.</translation>
    </message>
    <message>
        <source>At till</source>
        <translation>Op kassa</translation>
    </message>
    <message>
        <source>At {rate} of {day}</source>
        <translation>Tegen {rate} van {day}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Terug naar de lijst</translation>
    </message>
    <message>
        <source>Back to the work</source>
        <translation>Terug naar het werk</translation>
    </message>
    <message>
        <source>Back, nothing is lost</source>
        <translation>Terug, er gaat niets verloren</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>Bankkaart</translation>
    </message>
    <message>
        <source>Bank card, at the terminal</source>
        <translation>Bankkaart, aan de terminal</translation>
    </message>
    <message>
        <source>Bank terminal</source>
        <translation>Bankterminal</translation>
    </message>
    <message>
        <source>Barbados dollars</source>
        <translation>Barbadiaanse dollars</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Voor</translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation>Best verkocht</translation>
    </message>
    <message>
        <source>Best {found} of {products}</source>
        <translation>Beste {found} van {products}</translation>
    </message>
    <message>
        <source>Both versions are one sale now.</source>
        <translation>Beide versies zijn nu één verkoop.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Terughalen</translation>
    </message>
    <message>
        <source>Buyer named for the tax invoice</source>
        <translation>Koper genoemd voor de btw-factuur</translation>
    </message>
    <message>
        <source>By cashier</source>
        <translation>Per kassier</translation>
    </message>
    <message>
        <source>By category</source>
        <translation>Per soort</translation>
    </message>
    <message>
        <source>By size</source>
        <translation>Naar maat</translation>
    </message>
    <message>
        <source>By the customer&apos;s message</source>
        <translation>Met het bericht van de klant</translation>
    </message>
    <message>
        <source>Byte {place} is no {encoding}: save it again, or map its encoding</source>
        <translation>Byte {place} is geen {encoding}: bewaar het opnieuw, of zet zijn codering in de indeling</translation>
    </message>
    <message>
        <source>Call it off</source>
        <translation>Intrekken</translation>
    </message>
    <message>
        <source>Called off. Nothing was done and nothing is lost.</source>
        <translation>Ingetrokken. Er is niets gedaan en niets verloren.</translation>
    </message>
    <message>
        <source>Came back, refund {refund}</source>
        <translation>Teruggekomen, retour {refund}</translation>
    </message>
    <message>
        <source>Card by QR</source>
        <translation>Kaart met QR</translation>
    </message>
    <message>
        <source>Card by code</source>
        <translation>Kaart met code</translation>
    </message>
    <message>
        <source>Card by code, or at the bank&apos;s terminal</source>
        <translation>Kaart met code, of aan de terminal van de bank</translation>
    </message>
    <message>
        <source>Caribbean guilders</source>
        <translation>Caribische guldens</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Gevallen</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Contant</translation>
    </message>
    <message>
        <source>Cash comes into the drawer without a sale.</source>
        <translation>Er komt geld in de lade zonder verkoop.</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>Geldlade</translation>
    </message>
    <message>
        <source>Cash drop</source>
        <translation>Afstorting</translation>
    </message>
    <message>
        <source>Cash drop, pay-in, pay-out</source>
        <translation>Afstorten, storten, uitbetalen</translation>
    </message>
    <message>
        <source>Cash drops, {number}</source>
        <translation>Afstortingen, {number}</translation>
    </message>
    <message>
        <source>Cash goes in steps of {step}, and {cash} does not. Nothing is lost. Type the cash received again.</source>
        <translation>Contant geld gaat in stappen van {step}, en {cash} niet. Er is niets verloren. Typ het ontvangen bedrag opnieuw.</translation>
    </message>
    <message>
        <source>Cash goes to the safe or the bank. A slip goes with it.</source>
        <translation>Geld gaat naar de kluis of de bank. Er gaat een strook mee.</translation>
    </message>
    <message>
        <source>Cash is shown after the count.</source>
        <translation>Contant staat er na de telling.</translation>
    </message>
    <message>
        <source>Cash leaves the drawer and is spent.</source>
        <translation>Geld gaat uit de lade en wordt uitgegeven.</translation>
    </message>
    <message>
        <source>Cash moved and was not recorded</source>
        <translation>Er ging geld om dat niet is vastgelegd</translation>
    </message>
    <message>
        <source>Cash received, {symbol}</source>
        <translation>Contant ontvangen, {symbol}</translation>
    </message>
    <message>
        <source>Cash, Guyana or US dollars</source>
        <translation>Contant, Guyanese of US-dollars</translation>
    </message>
    <message>
        <source>Cash, {amount}</source>
        <translation>Contant, {amount}</translation>
    </message>
    <message>
        <source>Cash, {symbol}</source>
        <translation>Contant, {symbol}</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>Kassier</translation>
    </message>
    <message>
        <source>Cashier {name}</source>
        <translation>Kassier {name}</translation>
    </message>
    <message>
        <source>Catalog in</source>
        <translation>Catalogus in</translation>
    </message>
    <message>
        <source>Catalog out</source>
        <translation>Catalogus uit</translation>
    </message>
    <message>
        <source>Catalogs are sent from a till at work. Nothing was changed and nothing is lost.</source>
        <translation>Een catalogus wordt verzonden vanaf een kassa in bedrijf. Er is niets veranderd en niets verloren.</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Haalt in</translation>
    </message>
    <message>
        <source>Central</source>
        <translation>Centrale</translation>
    </message>
    <message>
        <source>Central asks it when there is a line</source>
        <translation>De centrale vraagt het als de lijn er is</translation>
    </message>
    <message>
        <source>Central cannot be reached now. The file is where it was and nothing is lost: go on selling, and send it when the till is online again. A row counts only once.</source>
        <translation>De centrale is nu niet te bereiken. Het bestand staat waar het stond en er is niets verloren: verkoop verder en verzend het als de kassa weer online is. Een rij telt maar één keer.</translation>
    </message>
    <message>
        <source>Central cannot be reached now. The file is where it was and nothing is lost: go on selling, and send it when the till is online again. What central has of it already stays as it is.</source>
        <translation>De centrale is nu niet te bereiken. Het bestand staat waar het stond en er is niets verloren: verkoop verder, en verzend het als de kassa weer online is. Wat de centrale er al van heeft, blijft zoals het is.</translation>
    </message>
    <message>
        <source>Central could use no row of this file</source>
        <translation>De centrale kon geen rij van dit bestand gebruiken</translation>
    </message>
    <message>
        <source>Central does not keep this snapshot any more</source>
        <translation>De centrale bewaart deze momentopname niet meer</translation>
    </message>
    <message>
        <source>Central had told of {number} rows by then. It imports a file whole or not at all, and nothing is lost: send the same file again, what central has of it stays as it is.</source>
        <translation>De centrale had tot dan {number} rijen gemeld. Ze importeert een bestand helemaal of niet, en er is niets verloren: verzend hetzelfde bestand opnieuw, wat de centrale er al van heeft blijft zoals het is.</translation>
    </message>
    <message>
        <source>Central had told of {number} rows by then. Nothing is lost: send the same file again, a row counts only once.</source>
        <translation>De centrale had toen van {number} rijen verteld. Er is niets verloren: verzend hetzelfde bestand opnieuw, een rij telt maar één keer.</translation>
    </message>
    <message>
        <source>Central has given out the rest. Other tills may give back what they do not need.</source>
        <translation>De centrale heeft de rest uitgegeven. Andere kassa&apos;s geven misschien terug wat ze niet nodig hebben.</translation>
    </message>
    <message>
        <source>Central has held the statement against what was sold</source>
        <translation>De centrale heeft het afschrift naast de verkoop gelegd</translation>
    </message>
    <message>
        <source>Central has imported the catalog</source>
        <translation>De centrale heeft de catalogus geïmporteerd</translation>
    </message>
    <message>
        <source>Central has imported the whole file. Of the rows it had told of: {counts}. Send the same file again to see the rest.</source>
        <translation>De centrale heeft het hele bestand geïmporteerd. Van de gemelde rijen: {counts}. Verzend hetzelfde bestand opnieuw om de rest te zien.</translation>
    </message>
    <message>
        <source>Central has not answered yet: its word comes by itself. Nothing was sent twice.</source>
        <translation>De centrale heeft nog niet geantwoord: haar woord komt vanzelf. Er is niets dubbel verzonden.</translation>
    </message>
    <message>
        <source>Central has not told this till of the one that sold {receipt}. Nothing was given back and nothing is lost. Ask again when the line is back.</source>
        <translation>De centrale heeft deze kassa niets verteld over die van {receipt}. Er is niets teruggegeven en niets verloren. Vraag opnieuw als de lijn terug is.</translation>
    </message>
    <message>
        <source>Central has taken it back. Nothing is lost. Go back and look again.</source>
        <translation>De centrale heeft het teruggenomen. Er is niets verloren. Ga terug en kijk opnieuw.</translation>
    </message>
    <message>
        <source>Central imports the file while you sell. F6 stops waiting.</source>
        <translation>De centrale importeert het bestand terwijl u verkoopt. F6 stopt het wachten.</translation>
    </message>
    <message>
        <source>Central is asking the provider, and nobody has to do anything. Offline it waits.</source>
        <translation>De centrale vraagt het na bij de aanbieder; niemand hoeft iets te doen. Offline wacht het.</translation>
    </message>
    <message>
        <source>Central is busy</source>
        <translation>De centrale heeft het druk</translation>
    </message>
    <message>
        <source>Central still has {free} to give out. Ask for it.</source>
        <translation>De centrale heeft nog {free} uit te geven. Vraag erom.</translation>
    </message>
    <message>
        <source>Central was heard {at}.</source>
        <translation>De centrale is gehoord {at}.</translation>
    </message>
    <message>
        <source>Central was not heard yet.</source>
        <translation>De centrale is nog niet gehoord.</translation>
    </message>
    <message>
        <source>Central works the rows off while you sell. F6 stops waiting.</source>
        <translation>De centrale werkt de rijen af terwijl u verkoopt. F6 stopt het wachten.</translation>
    </message>
    <message>
        <source>Central would refuse this file</source>
        <translation>De centrale zou dit bestand weigeren</translation>
    </message>
    <message>
        <source>Central&apos;s address</source>
        <translation>Adres van de centrale</translation>
    </message>
    <message>
        <source>Central&apos;s certificate is not valid</source>
        <translation>Het certificaat van de centrale is niet geldig</translation>
    </message>
    <message>
        <source>Change due, in {currency}</source>
        <translation>Wisselgeld, in {currency}</translation>
    </message>
    <message>
        <source>Change for a customer</source>
        <translation>Wisselen voor een klant</translation>
    </message>
    <message>
        <source>Change the fields</source>
        <translation>De velden wijzigen</translation>
    </message>
    <message>
        <source>Change the whole sale</source>
        <translation>De hele verkoop wijzigen</translation>
    </message>
    <message>
        <source>Change: {name}</source>
        <translation>Wijzigen: {name}</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Veranderd</translation>
    </message>
    <message>
        <source>Check a catalog</source>
        <translation>Catalogus controleren</translation>
    </message>
    <message>
        <source>Check how long it holds</source>
        <translation>Controleer hoe lang ze geldt</translation>
    </message>
    <message>
        <source>Check the VAT or TIN number</source>
        <translation>Controleer het btw- of TIN-nummer</translation>
    </message>
    <message>
        <source>Check the amount</source>
        <translation>Controleer het bedrag</translation>
    </message>
    <message>
        <source>Check the approval code</source>
        <translation>Controleer de goedkeuringscode</translation>
    </message>
    <message>
        <source>Check the cash</source>
        <translation>Controleer het contante geld</translation>
    </message>
    <message>
        <source>Check the code</source>
        <translation>Controleer de code</translation>
    </message>
    <message>
        <source>Check the count</source>
        <translation>Controleer de telling</translation>
    </message>
    <message>
        <source>Check the days</source>
        <translation>Controleer de dagen</translation>
    </message>
    <message>
        <source>Check the declared value</source>
        <translation>Controleer de opgegeven waarde</translation>
    </message>
    <message>
        <source>Check the discount</source>
        <translation>Controleer de korting</translation>
    </message>
    <message>
        <source>Check the document&apos;s number</source>
        <translation>Controleer het nummer van het document</translation>
    </message>
    <message>
        <source>Check the e-mail address</source>
        <translation>Controleer het e-mailadres</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>Bestand controleren</translation>
    </message>
    <message>
        <source>Check the float</source>
        <translation>Controleer het wisselgeld</translation>
    </message>
    <message>
        <source>Check the note</source>
        <translation>Controleer de opmerking</translation>
    </message>
    <message>
        <source>Check the number of rows</source>
        <translation>Controleer het aantal rijen</translation>
    </message>
    <message>
        <source>Check the phone number</source>
        <translation>Controleer het telefoonnummer</translation>
    </message>
    <message>
        <source>Check the piece</source>
        <translation>Controleer het stuk</translation>
    </message>
    <message>
        <source>Check the pieces</source>
        <translation>Controleer de stuks</translation>
    </message>
    <message>
        <source>Check the price</source>
        <translation>Controleer de prijs</translation>
    </message>
    <message>
        <source>Check the printer&apos;s settings</source>
        <translation>Controleer de instellingen van de printer</translation>
    </message>
    <message>
        <source>Check the quantity</source>
        <translation>Controleer het aantal</translation>
    </message>
    <message>
        <source>Check the receipt number</source>
        <translation>Controleer het bonnummer</translation>
    </message>
    <message>
        <source>Check the reference</source>
        <translation>Controleer de referentie</translation>
    </message>
    <message>
        <source>Check the region</source>
        <translation>Controleer de regio</translation>
    </message>
    <message>
        <source>Check the rule</source>
        <translation>Controleer de regel</translation>
    </message>
    <message>
        <source>Check the scale&apos;s settings</source>
        <translation>Controleer de instellingen van de weegschaal</translation>
    </message>
    <message>
        <source>Check the scanner&apos;s settings</source>
        <translation>Controleer de instellingen van de scanner</translation>
    </message>
    <message>
        <source>Check the spelling, or type fewer letters.</source>
        <translation>Controleer de spelling of typ minder letters.</translation>
    </message>
    <message>
        <source>Check the store&apos;s time zone</source>
        <translation>Controleer de tijdzone van de winkel</translation>
    </message>
    <message>
        <source>Check the sum</source>
        <translation>Controleer de som</translation>
    </message>
    <message>
        <source>Check the time of the message</source>
        <translation>Controleer de tijd van het bericht</translation>
    </message>
    <message>
        <source>Check the weight</source>
        <translation>Controleer het gewicht</translation>
    </message>
    <message>
        <source>Check the {what}</source>
        <translation>Controleer: {what}</translation>
    </message>
    <message>
        <source>Check what was typed</source>
        <translation>Controleer wat er getypt is</translation>
    </message>
    <message>
        <source>Checks a CSV file, then sends it to central, which changes prices and goods at every till of this store. It needs the line and a supervisor&apos;s PIN.</source>
        <translation>Controleert een CSV-bestand en verzendt het naar de centrale, die prijzen en goederen op elke kassa van deze winkel verandert. Daarvoor zijn de lijn en de pincode van een supervisor nodig.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Kiezen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Bestand kiezen</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Kies een reden</translation>
    </message>
    <message>
        <source>Choose a reason, or write one.</source>
        <translation>Kies een reden, of schrijf er een.</translation>
    </message>
    <message>
        <source>Choose a receipt first: goods come back against one.</source>
        <translation>Kies eerst een bon: goederen komen daarop terug.</translation>
    </message>
    <message>
        <source>Choose and park</source>
        <translation>Kiezen en parkeren</translation>
    </message>
    <message>
        <source>Choose how it is connected and type its address, then press F12 again.</source>
        <translation>Kies hoe hij is aangesloten, typ zijn adres en druk dan weer op F12.</translation>
    </message>
    <message>
        <source>Choose how it is connected and type its address. Labels wait until there is one.</source>
        <translation>Kies hoe hij is aangesloten en typ zijn adres. Etiketten wachten tot er een is.</translation>
    </message>
    <message>
        <source>Choose the one in your hand.</source>
        <translation>Kies het artikel dat u in de hand hebt.</translation>
    </message>
    <message>
        <source>Choose the printers</source>
        <translation>Kies de printers</translation>
    </message>
    <message>
        <source>Choose the reason</source>
        <translation>Reden kiezen</translation>
    </message>
    <message>
        <source>Choose the scale, its port and lb or kg.</source>
        <translation>Kies de weegschaal, de poort en lb of kg.</translation>
    </message>
    <message>
        <source>Choose the scale, where it is plugged in, and what it shows. Then F12 reads it.</source>
        <translation>Kies de weegschaal, waar hij is aangesloten en wat hij toont. Dan leest F12 hem.</translation>
    </message>
    <message>
        <source>Choose what comes back and how many of it. Nothing was given back and nothing is lost.</source>
        <translation>Kies wat terugkomt en hoeveel ervan. Er is niets teruggegeven en niets verloren.</translation>
    </message>
    <message>
        <source>Choose what comes back: arrows and +, or Enter for all of a line.</source>
        <translation>Kies wat terugkomt: pijltjes en +, of Enter voor een hele regel.</translation>
    </message>
    <message>
        <source>Choose where it goes, and the quote appears.</source>
        <translation>Kies waar het heen gaat en de offerte verschijnt.</translation>
    </message>
    <message>
        <source>Choose who</source>
        <translation>Kiezen wie</translation>
    </message>
    <message>
        <source>Choose; more come at the end</source>
        <translation>Kiezen; aan het eind komen er meer</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>Geclaimd</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Zoekveld wissen</translation>
    </message>
    <message>
        <source>Close and print Z</source>
        <translation>Sluiten en Z printen</translation>
    </message>
    <message>
        <source>Close shift {number}</source>
        <translation>Dienst {number} sluiten</translation>
    </message>
    <message>
        <source>Code of the credit or voucher</source>
        <translation>Code van het tegoed of de bon</translation>
    </message>
    <message>
        <source>Code or phone: type a part, or all</source>
        <translation>Code of telefoon: typ een deel, of alles</translation>
    </message>
    <message>
        <source>Columns that are sent</source>
        <translation>Kolommen die verzonden worden</translation>
    </message>
    <message>
        <source>Columns that mean nothing here: {names}.</source>
        <translation>Kolommen die hier niets betekenen: {names}.</translation>
    </message>
    <message>
        <source>Connect a second screen to this computer, then switch it on here.</source>
        <translation>Sluit een tweede scherm op deze computer aan en zet het dan hier aan.</translation>
    </message>
    <message>
        <source>Connect one to this computer and extend the desktop to it, then switch it off and on again under More, Devices. Selling goes on.</source>
        <translation>Sluit er een aan op deze computer en breid het bureaublad uit, zet het dan uit en weer aan onder Meer, Apparaten. Verkopen gaat door.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Aangesloten</translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>Instemming gegeven</translation>
    </message>
    <message>
        <source>Consent taken back</source>
        <translation>Instemming ingetrokken</translation>
    </message>
    <message>
        <source>Copy of an ID</source>
        <translation>Kopie van een legitimatie</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Verbeterd</translation>
    </message>
    <message>
        <source>Corrected {subject}</source>
        <translation>{subject} verbeterd</translation>
    </message>
    <message>
        <source>Count by hand</source>
        <translation>Met de hand tellen</translation>
    </message>
    <message>
        <source>Count is done</source>
        <translation>Tellen is klaar</translation>
    </message>
    <message>
        <source>Count is done: show the result</source>
        <translation>Telling klaar: toon de uitkomst</translation>
    </message>
    <message>
        <source>Count the change by hand</source>
        <translation>Tel het wisselgeld met de hand</translation>
    </message>
    <message>
        <source>Count the drawer first</source>
        <translation>Tel eerst de lade</translation>
    </message>
    <message>
        <source>Count the other money</source>
        <translation>Het andere geld tellen</translation>
    </message>
    <message>
        <source>Count the other money too</source>
        <translation>Tel ook de andere munt</translation>
    </message>
    <message>
        <source>Cover, {share} of {value}</source>
        <translation>Dekking, {share} van {value}</translation>
    </message>
    <message>
        <source>Credit or voucher</source>
        <translation>Tegoed of tegoedbon</translation>
    </message>
    <message>
        <source>Ctrl+P prints the last receipt of this session.</source>
        <translation>Ctrl+P print de laatste bon van deze sessie.</translation>
    </message>
    <message>
        <source>Ctrl+Z takes back changes of this sale, until its payment has begun.</source>
        <translation>Ctrl+Z neemt wijzigingen van deze verkoop terug, tot het afrekenen begint.</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Klant</translation>
    </message>
    <message>
        <source>Customer is asking somebody</source>
        <translation>Klant vraagt eerst iemand</translation>
    </message>
    <message>
        <source>Customer saved</source>
        <translation>Klant bewaard</translation>
    </message>
    <message>
        <source>Customer went for money</source>
        <translation>Klant haalt geld</translation>
    </message>
    <message>
        <source>Customer went for more goods</source>
        <translation>Klant haalt nog iets</translation>
    </message>
    <message>
        <source>Customer&apos;s screen</source>
        <translation>Klantenscherm</translation>
    </message>
    <message>
        <source>Customers and catalog as files</source>
        <translation>Klanten en catalogus</translation>
    </message>
    <message>
        <source>Customers in</source>
        <translation>Klanten in</translation>
    </message>
    <message>
        <source>Customers out</source>
        <translation>Klanten uit</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschadigd</translation>
    </message>
    <message>
        <source>Damaged or faulty</source>
        <translation>Beschadigd of defect</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>Dag na dag</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Te beslissen</translation>
    </message>
    <message>
        <source>Declared value</source>
        <translation>Opgegeven waarde</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Weigeren</translation>
    </message>
    <message>
        <source>Declined: {reason}</source>
        <translation>Geweigerd: {reason}</translation>
    </message>
    <message>
        <source>Delete files that are not the till&apos;s, or call support.</source>
        <translation>Wis bestanden die niet van de kassa zijn, of bel de helpdesk.</translation>
    </message>
    <message>
        <source>Described at the till that asks</source>
        <translation>Beschreven bij de kassa die vraagt</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Apparaten</translation>
    </message>
    <message>
        <source>Dim weight is {sides} ÷ {divisor}</source>
        <translation>Volumegewicht is {sides} ÷ {divisor}</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Korting</translation>
    </message>
    <message>
        <source>Discount %</source>
        <translation>Korting %</translation>
    </message>
    <message>
        <source>Discount, in percent or money</source>
        <translation>Korting, in procent of geld</translation>
    </message>
    <message>
        <source>Discount, price, note, take out</source>
        <translation>Korting, prijs, opmerking, eruit halen</translation>
    </message>
    <message>
        <source>Dispute: not there</source>
        <translation>Betwisten: niet gevonden</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>Betwist</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Uitvoeren</translation>
    </message>
    <message>
        <source>Do what it says; selling goes on meanwhile.</source>
        <translation>Doe wat er staat; verkopen gaat intussen door.</translation>
    </message>
    <message>
        <source>Document seen</source>
        <translation>Gezien document</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Antwoordt niet</translation>
    </message>
    <message>
        <source>Does not look complete. It is kept: read it back.</source>
        <translation>Lijkt niet volledig. Het is bewaard: lees het terug.</translation>
    </message>
    <message>
        <source>Does not match</source>
        <translation>Niet kloppend</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Done and signed</source>
        <translation>Gedaan en getekend</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>Gedaan om</translation>
    </message>
    <message>
        <source>Done by</source>
        <translation>Gedaan door</translation>
    </message>
    <message>
        <source>Down until {until}: central asks again then</source>
        <translation>Ligt stil tot {until}: dan vraagt de centrale opnieuw</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>Lade</translation>
    </message>
    <message>
        <source>Drawer of shift {number}</source>
        <translation>Lade van dienst {number}</translation>
    </message>
    <message>
        <source>Drawer: drop, pay in, pay out</source>
        <translation>Lade: afstorten, storten, uitbetalen</translation>
    </message>
    <message>
        <source>Driving licence</source>
        <translation>Rijbewijs</translation>
    </message>
    <message>
        <source>Drop a paper that waits</source>
        <translation>Papier dat wacht laten vallen</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Weggooien</translation>
    </message>
    <message>
        <source>Drop it, asked once more</source>
        <translation>Weggooien, met nog een vraag</translation>
    </message>
    <message>
        <source>Drop {what}? Press Del again. Any other key keeps it.</source>
        <translation>{what} weggooien? Druk nog eens op Del. Elke andere toets bewaart het.</translation>
    </message>
    <message>
        <source>Dropped: {what}.</source>
        <translation>Weggegooid: {what}.</translation>
    </message>
    <message>
        <source>Each printer needs a name of its own, at most {printers_max}. Nothing was changed.</source>
        <translation>Elke printer heeft een eigen naam nodig, hoogstens {printers_max}. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Each side must be above zero.</source>
        <translation>Elke zijde moet boven nul zijn.</translation>
    </message>
    <message>
        <source>East Caribbean dollars</source>
        <translation>Oost-Caribische dollars</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Eindigt met</translation>
    </message>
    <message>
        <source>Enrol this till</source>
        <translation>Deze kassa inschrijven</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Inschrijfcode</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Enter books one that has a price, and opens one that needs changing.</source>
        <translation>Enter boekt er een met een prijs, en opent er een die anders moet.</translation>
    </message>
    <message>
        <source>Enter or Tab</source>
        <translation>Enter of Tab</translation>
    </message>
    <message>
        <source>Esc gives this code up: it pays nothing then. No money is lost.</source>
        <translation>Esc laat deze code vervallen: hij betaalt dan niets. Er gaat geen geld verloren.</translation>
    </message>
    <message>
        <source>Every paper has come out.</source>
        <translation>Al het papier is eruit gekomen.</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Al het andere</translation>
    </message>
    <message>
        <source>Everything is ready</source>
        <translation>Alles is klaar</translation>
    </message>
    <message>
        <source>Everything was taken out before payment, with a supervisor&apos;s yes.</source>
        <translation>Alles is voor het betalen eruit gehaald, met het ja van een supervisor.</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Gepast</translation>
    </message>
    <message>
        <source>Exact {amount}</source>
        <translation>Gepast {amount}</translation>
    </message>
    <message>
        <source>Exchange: {amount} comes back</source>
        <translation>Ruil: {amount} komt terug</translation>
    </message>
    <message>
        <source>Exchanged for new goods, of receipt {number}</source>
        <translation>Geruild voor nieuwe goederen, van bon {number}</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Verlopen</translation>
    </message>
    <message>
        <source>F12 opens it now: it is counted as opened without a sale. Without a shift only a supervisor may. If it stays shut, use its key.</source>
        <translation>F12 opent hem nu: het telt als geopend zonder verkoop. Zonder dienst mag alleen een supervisor dat. Blijft hij dicht, gebruik dan de sleutel.</translation>
    </message>
    <message>
        <source>F12 prints a test page. Nothing is sold and nothing is counted.</source>
        <translation>F12 drukt een testpagina af. Er wordt niets verkocht en niets geteld.</translation>
    </message>
    <message>
        <source>F12, then scan anything: you see what came in and how fast.</source>
        <translation>F12, scan dan iets: u ziet wat er binnenkwam en hoe snel.</translation>
    </message>
    <message>
        <source>F7 brings it back, here and at each till of the store that has heard of it.</source>
        <translation>F7 haalt hem terug, hier en bij elke kassa van de winkel die ervan weet.</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Storingen</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>Vals alarm</translation>
    </message>
    <message>
        <source>File as it was downloaded, in {folder} or with its whole path (F4)</source>
        <translation>Bestand zoals het is gedownload, in {folder} of met zijn hele pad (F4)</translation>
    </message>
    <message>
        <source>File, in {folder} or with its whole path (F4)</source>
        <translation>Bestand, in {folder} of met zijn hele pad (F4)</translation>
    </message>
    <message>
        <source>Files in the till&apos;s folder</source>
        <translation>Bestanden in de map van de kassa</translation>
    </message>
    <message>
        <source>Fill in this piece, or take it out.</source>
        <translation>Vul dit stuk in, of haal het eruit.</translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation>Product zoeken</translation>
    </message>
    <message>
        <source>Find a receipt, waybill or customer by number, name, phone, goods or barcode</source>
        <translation>Zoek een bon, vrachtbrief of klant op nummer, naam, telefoon, artikel of barcode</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles zoeken</translation>
    </message>
    <message>
        <source>Finish or leave what is open (Esc), then scan it again.</source>
        <translation>Maak af of verlaat wat open is (Esc) en scan het opnieuw.</translation>
    </message>
    <message>
        <source>Finish the sale</source>
        <translation>Verkoop afronden</translation>
    </message>
    <message>
        <source>First counted {amount}. The Z report says so.</source>
        <translation>Eerst geteld: {amount}. Dat staat op het Z-rapport.</translation>
    </message>
    <message>
        <source>First field</source>
        <translation>Eerste veld</translation>
    </message>
    <message>
        <source>First on the page</source>
        <translation>Het eerste op de pagina</translation>
    </message>
    <message>
        <source>Flagged by {name}, which is not in force any more.</source>
        <translation>Gemerkt door {name}, die niet meer geldt.</translation>
    </message>
    <message>
        <source>Float as one amount</source>
        <translation>Wisselgeld als één bedrag</translation>
    </message>
    <message>
        <source>Float by notes and coins</source>
        <translation>Wisselgeld per biljet en munt</translation>
    </message>
    <message>
        <source>For what you type, or all</source>
        <translation>Voor wat u typt, of alles</translation>
    </message>
    <message>
        <source>For when {name} cannot be asked: you looked yourself, and it counts as verified.</source>
        <translation>Voor als {name} niet te vragen is: u keek zelf, en het telt als nagegaan.</translation>
    </message>
    <message>
        <source>For {name}</source>
        <translation>Voor {name}</translation>
    </message>
    <message>
        <source>Found: {names}.</source>
        <translation>Gevonden: {names}.</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Gratis</translation>
    </message>
    <message>
        <source>Freight, {weight} lb × {rate}</source>
        <translation>Vracht, {weight} lb × {rate}</translation>
    </message>
    <message>
        <source>From line {line} on a closing quote is missing.</source>
        <translation>Vanaf regel {line} ontbreekt een aanhalingsteken.</translation>
    </message>
    <message>
        <source>From {sender} to {receiver}</source>
        <translation>Van {sender} naar {receiver}</translation>
    </message>
    <message>
        <source>Fuel and transport</source>
        <translation>Brandstof en vervoer</translation>
    </message>
    <message>
        <source>Fuel, {share}</source>
        <translation>Brandstof, {share}</translation>
    </message>
    <message>
        <source>Give a price</source>
        <translation>Prijs geven</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Terugbetalen</translation>
    </message>
    <message>
        <source>Give back {amount} in cash</source>
        <translation>Geef {amount} contant terug</translation>
    </message>
    <message>
        <source>Give free</source>
        <translation>Gratis geven</translation>
    </message>
    <message>
        <source>Give it as store credit</source>
        <translation>Als winkeltegoed geven</translation>
    </message>
    <message>
        <source>Give it free</source>
        <translation>Gratis geven</translation>
    </message>
    <message>
        <source>Give it up, take another payment</source>
        <translation>Laat maar, neem een andere betaling</translation>
    </message>
    <message>
        <source>Give this till its name</source>
        <translation>Geef deze kassa haar naam</translation>
    </message>
    <message>
        <source>Given as a store credit</source>
        <translation>Als winkeltegoed gegeven</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Teruggegeven</translation>
    </message>
    <message>
        <source>Given back for receipt {number}</source>
        <translation>Teruggegeven voor bon {number}</translation>
    </message>
    <message>
        <source>Given free</source>
        <translation>Gratis gegeven</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Opgegeven</translation>
    </message>
    <message>
        <source>Given up: it pays nothing any more</source>
        <translation>Vervallen: het betaalt niets meer</translation>
    </message>
    <message>
        <source>Go into the page</source>
        <translation>De pagina in</translation>
    </message>
    <message>
        <source>Go on as a new sale</source>
        <translation>Doorgaan als nieuwe verkoop</translation>
    </message>
    <message>
        <source>Go on to that</source>
        <translation>Daarheen gaan</translation>
    </message>
    <message>
        <source>Go to Sale (Alt+1) and scan it again.</source>
        <translation>Ga naar Verkoop (Alt+1) en scan het opnieuw.</translation>
    </message>
    <message>
        <source>Go to Sale, Ship, Shift</source>
        <translation>Naar Verkoop, Verzenden, Dienst</translation>
    </message>
    <message>
        <source>Go to the count</source>
        <translation>Naar de telling</translation>
    </message>
    <message>
        <source>Goes back as store credit</source>
        <translation>Gaat terug als winkeltegoed</translation>
    </message>
    <message>
        <source>Goes back in cash</source>
        <translation>Gaat contant terug</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Gaat naar</translation>
    </message>
    <message>
        <source>Good to {time}</source>
        <translation>Geldig tot {time}</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Goederen</translation>
    </message>
    <message>
        <source>Goods brought back</source>
        <translation>Teruggebrachte goederen</translation>
    </message>
    <message>
        <source>Goods exchanged</source>
        <translation>Goederen geruild</translation>
    </message>
    <message>
        <source>Goods handed over</source>
        <translation>Goederen meegegeven</translation>
    </message>
    <message>
        <source>Goods handed over, {at}</source>
        <translation>Goederen meegegeven, {at}</translation>
    </message>
    <message>
        <source>Goods held here until it is verified</source>
        <translation>Goederen blijven hier tot het is nagegaan</translation>
    </message>
    <message>
        <source>Goods held here: hand them over, at the desk</source>
        <translation>Goederen liggen hier: geef ze mee, bij het bureau</translation>
    </message>
    <message>
        <source>Goods kept</source>
        <translation>Goederen hier gehouden</translation>
    </message>
    <message>
        <source>Goods kept here, {at}</source>
        <translation>Goederen hier gehouden, {at}</translation>
    </message>
    <message>
        <source>Goods were given free</source>
        <translation>Er zijn goederen gratis gegeven</translation>
    </message>
    <message>
        <source>Goods {amount}</source>
        <translation>Goederen {amount}</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>Coulance</translation>
    </message>
    <message>
        <source>Gross weight</source>
        <translation>Brutogewicht</translation>
    </message>
    <message>
        <source>Guyana dollars</source>
        <translation>Guyanese dollars</translation>
    </message>
    <message>
        <source>Guyana has regions 1 to 10, not {region}. Nothing is lost. Choose the region again, or leave it empty.</source>
        <translation>Guyana heeft regio 1 tot 10, niet {region}. Er is niets verloren. Kies de regio opnieuw, of laat hem leeg.</translation>
    </message>
    <message>
        <source>Guyana has regions 1 to 10, not {region}. Nothing is lost. Choose the region again.</source>
        <translation>Guyana heeft regio 1 tot 10, niet {region}. Er is niets verloren. Kies de regio opnieuw.</translation>
    </message>
    <message>
        <source>Hand over all the same</source>
        <translation>Geef ze toch mee</translation>
    </message>
    <message>
        <source>Hand over the goods</source>
        <translation>Geef de goederen mee</translation>
    </message>
    <message>
        <source>Hand over: {names}</source>
        <translation>Overhandigen: {names}</translation>
    </message>
    <message>
        <source>Hand {amount} in cash back.</source>
        <translation>Geef {amount} contant terug.</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Meegegeven</translation>
    </message>
    <message>
        <source>Hangs on the receipt printer</source>
        <translation>Hangt aan de bonprinter</translation>
    </message>
    <message>
        <source>Have the customer say yes on their phone</source>
        <translation>Laat de klant ja zeggen op de telefoon</translation>
    </message>
    <message>
        <source>Have the customer scan this with their phone</source>
        <translation>Laat de klant dit scannen met de telefoon</translation>
    </message>
    <message>
        <source>Heaviest piece</source>
        <translation>Zwaarste stuk</translation>
    </message>
    <message>
        <source>Held by the office</source>
        <translation>Vastgezet door het kantoor</translation>
    </message>
    <message>
        <source>Held here until it is verified</source>
        <translation>Blijft hier tot het is nagegaan</translation>
    </message>
    <message>
        <source>Held here, and paid for</source>
        <translation>Ligt hier, en is betaald</translation>
    </message>
    <message>
        <source>Held up</source>
        <translation>Opgehouden</translation>
    </message>
    <message>
        <source>Held up: {text}</source>
        <translation>Opgehouden: {text}</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Hour by hour</source>
        <translation>Uur na uur</translation>
    </message>
    <message>
        <source>How it was paid</source>
        <translation>Hoe er is betaald</translation>
    </message>
    <message>
        <source>How it was paid is not known at this till.</source>
        <translation>Hoe er is betaald weet deze kassa niet.</translation>
    </message>
    <message>
        <source>How many coins of {denomination}</source>
        <translation>Hoeveel munten van {denomination}</translation>
    </message>
    <message>
        <source>How many notes of {denomination}</source>
        <translation>Hoeveel biljetten van {denomination}</translation>
    </message>
    <message>
        <source>How money goes back</source>
        <translation>Hoe geld teruggaat</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>Ik heb het gelezen</translation>
    </message>
    <message>
        <source>I know this customer</source>
        <translation>Ik ken deze klant</translation>
    </message>
    <message>
        <source>I looked into it, and it is in order</source>
        <translation>Ik keek het na en het is in orde</translation>
    </message>
    <message>
        <source>I saw the message on the phone</source>
        <translation>Ik zag het bericht op de telefoon</translation>
    </message>
    <message>
        <source>I was told of it</source>
        <translation>Ik wist ervan</translation>
    </message>
    <message>
        <source>If money comes all the same, it is told under Needs you and given back.</source>
        <translation>Komt er toch geld, dan staat het onder Aandacht en gaat het terug.</translation>
    </message>
    <message>
        <source>Import and export</source>
        <translation>Import en export</translation>
    </message>
    <message>
        <source>In US dollars, at {unit} of {day}</source>
        <translation>In US-dollars, tegen {unit} van {day}</translation>
    </message>
    <message>
        <source>In a file</source>
        <translation>In een bestand</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>In orde</translation>
    </message>
    <message>
        <source>In the key ring</source>
        <translation>In de sleutelring</translation>
    </message>
    <message>
        <source>In two versions</source>
        <translation>In twee versies</translation>
    </message>
    <message>
        <source>In what you stated {why}. Nothing was changed.</source>
        <translation>In wat u opgaf: {why}. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Is saved with F12</source>
        <translation>Wordt bewaard met F12</translation>
    </message>
    <message>
        <source>It appears with the first piece that has a weight and three sides.</source>
        <translation>Ze verschijnt met het eerste stuk dat een gewicht en drie zijden heeft.</translation>
    </message>
    <message>
        <source>It becomes a store credit, and its code is printed on the receipt.</source>
        <translation>Het wordt een winkeltegoed, en de code staat op de bon.</translation>
    </message>
    <message>
        <source>It becomes a store credit, and its code is printed on the receipt. It pays once MMG is verified.</source>
        <translation>Het wordt een winkeltegoed, en de code staat op de bon. Het betaalt zodra MMG is nagegaan.</translation>
    </message>
    <message>
        <source>It can be booked at {amount} now.</source>
        <translation>Ze kan nu voor {amount} geboekt worden.</translation>
    </message>
    <message>
        <source>It can be used, as far as central knows.</source>
        <translation>Het is te gebruiken, voor zover de centrale weet.</translation>
    </message>
    <message>
        <source>It cannot be made small enough.</source>
        <translation>Hij is niet klein genoeg te maken.</translation>
    </message>
    <message>
        <source>It cannot be opened.</source>
        <translation>Hij is niet te openen.</translation>
    </message>
    <message>
        <source>It cannot be read. Nothing was given back and nothing is lost. Scan it again.</source>
        <translation>Het is niet te lezen. Er is niets teruggegeven en niets verloren. Scan het opnieuw.</translation>
    </message>
    <message>
        <source>It cannot go back the way it was paid</source>
        <translation>Het kan niet terug zoals het betaald is</translation>
    </message>
    <message>
        <source>It comes to this desk with the next exchange: Alt+9.</source>
        <translation>Het komt met de volgende uitwisseling bij dit bureau: Alt+9.</translation>
    </message>
    <message>
        <source>It counts as not paid. The sale stays: take another payment for it, or the goods back. Rejected as mistyped, its reference may be typed again, for the right claim.</source>
        <translation>Het telt als niet betaald. De verkoop blijft: neem er een andere betaling voor aan, of de goederen terug. Afgewezen als verkeerd getypt, mag de referentie opnieuw getypt worden, voor de juiste claim.</translation>
    </message>
    <message>
        <source>It does not answer, so it is left alone for a while and then tried again. Claims wait and nothing is lost; take another way of paying. It needs nothing from you.</source>
        <translation>De aanbieder antwoordt niet, wordt een tijd met rust gelaten en dan opnieuw geprobeerd. Claims wachten en er is niets verloren; laat anders betalen. U hoeft niets te doen.</translation>
    </message>
    <message>
        <source>It ends before the day from which the office reads statements so. Nothing was sent. Ask the office.</source>
        <translation>Het eindigt voor de dag vanaf wanneer het kantoor afschriften zo leest. Er is niets verzonden. Vraag het kantoor.</translation>
    </message>
    <message>
        <source>It ends within quotes: it was cut, or a closing quote is missing.</source>
        <translation>Het eindigt binnen aanhalingstekens: het is afgekapt, of er ontbreekt een aanhalingsteken.</translation>
    </message>
    <message>
        <source>It goes on at their till at once, in your name.</source>
        <translation>Het gaat op hun kassa meteen door, in uw naam.</translation>
    </message>
    <message>
        <source>It goes on record at its normal value. A supervisor signs.</source>
        <translation>Het wordt vastgelegd voor zijn gewone waarde. Een supervisor tekent.</translation>
    </message>
    <message>
        <source>It goes on while you sell. F6 stops it after the rows at hand.</source>
        <translation>Het gaat door terwijl u verkoopt. F6 stopt het na de rijen van nu.</translation>
    </message>
    <message>
        <source>It happens too often</source>
        <translation>Het gebeurt te vaak</translation>
    </message>
    <message>
        <source>It has 5 to 20 digits, letters and dashes, as on the certificate. Nothing is lost. Type it again, or leave it empty.</source>
        <translation>Het heeft 5 tot 20 cijfers, letters en streepjes, zoals op het certificaat. Er is niets verloren. Typ het opnieuw, of laat het leeg.</translation>
    </message>
    <message>
        <source>It has a price already</source>
        <translation>Ze heeft al een prijs</translation>
    </message>
    <message>
        <source>It has at most {email_max} characters. Nothing is lost. Type it again.</source>
        <translation>Het heeft hoogstens {email_max} tekens. Er is niets verloren. Typ het opnieuw.</translation>
    </message>
    <message>
        <source>It has at most {longest} characters. Nothing was sent. Check it.</source>
        <translation>Het heeft hoogstens {longest} tekens. Er is niets verzonden. Controleer het.</translation>
    </message>
    <message>
        <source>It has changed meanwhile</source>
        <translation>Het is intussen veranderd</translation>
    </message>
    <message>
        <source>It has more pieces than the limit.</source>
        <translation>Ze heeft meer stuks dan de grens.</translation>
    </message>
    <message>
        <source>It has more than {rows_max} rows.</source>
        <translation>Het heeft meer dan {rows_max} rijen.</translation>
    </message>
    <message>
        <source>It has no name at central yet. Nothing is lost. Enter an enrolment code first.</source>
        <translation>De centrale heeft er nog geen naam voor. Er is niets verloren. Voer eerst een inschrijfcode in.</translation>
    </message>
    <message>
        <source>It has no price here</source>
        <translation>Het heeft hier geen prijs</translation>
    </message>
    <message>
        <source>It has no rows, and nothing is missing.</source>
        <translation>Het heeft geen rijen, en er ontbreekt niets.</translation>
    </message>
    <message>
        <source>It has too many pixels.</source>
        <translation>Hij heeft te veel beeldpunten.</translation>
    </message>
    <message>
        <source>It has waybill {waybill} already. Nothing is lost. Look it up by its waybill.</source>
        <translation>Ze heeft al vrachtbrief {waybill}. Er is niets verloren. Zoek haar op die vrachtbrief.</translation>
    </message>
    <message>
        <source>It has {count} pieces, and {limit} are the limit.</source>
        <translation>Ze heeft {count} stuks, en {limit} is de grens.</translation>
    </message>
    <message>
        <source>It has {count} rows, and you stated {stated} ({difference})</source>
        <translation>Het heeft {count} rijen, en u gaf {stated} op ({difference})</translation>
    </message>
    <message>
        <source>It is a whole number, such as 42. Nothing was sent.</source>
        <translation>Het is een heel getal, zoals 42. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>It is also open at {where} since {when}. Nobody knows here what is in it now: when it is parked there, both can be taken together.</source>
        <translation>Hij is ook open op {where} sinds {when}. Niemand weet hier wat er nu in staat: als hij daar geparkeerd is, kunnen beide samen.</translation>
    </message>
    <message>
        <source>It is also open at {where}.</source>
        <translation>Hij is ook open op {where}.</translation>
    </message>
    <message>
        <source>It is also paid at {where}.</source>
        <translation>Hij is ook betaald op {where}.</translation>
    </message>
    <message>
        <source>It is also parked at {where}, {when}.</source>
        <translation>Hij is ook geparkeerd op {where}, {when}.</translation>
    </message>
    <message>
        <source>It is also parked at {where}.</source>
        <translation>Hij is ook geparkeerd op {where}.</translation>
    </message>
    <message>
        <source>It is counted as opened without a sale.</source>
        <translation>Het telt als geopend zonder verkoop.</translation>
    </message>
    <message>
        <source>It is damaged.</source>
        <translation>Hij is beschadigd.</translation>
    </message>
    <message>
        <source>It is disputed, was given up, or belongs to another sale. Nothing was sold and nothing is lost. Take it out of the payment, and take another one.</source>
        <translation>Ze is betwist, opgegeven, of hoort bij een andere verkoop. Er is niets verkocht en niets verloren. Haal haar eruit en neem een andere.</translation>
    </message>
    <message>
        <source>It is empty, or its first line is.</source>
        <translation>Het is leeg, of de eerste regel ervan.</translation>
    </message>
    <message>
        <source>It is given free</source>
        <translation>Het is gratis gegeven</translation>
    </message>
    <message>
        <source>It is in the future, or more than a week old. Nothing was taken and nothing is lost. Type the time that the message shows.</source>
        <translation>Het ligt in de toekomst, of is meer dan een week oud. Er is niets aangenomen en niets verloren. Typ de tijd die het bericht toont.</translation>
    </message>
    <message>
        <source>It is in {declared_currency}, and this till&apos;s money is {currency}. Nothing is lost. Type the value again in that currency.</source>
        <translation>Ze is in {declared_currency}, en het geld van deze kassa is {currency}. Er is niets verloren. Typ de waarde opnieuw in die munt.</translation>
    </message>
    <message>
        <source>It is kept as it was asked first. Nothing was asked twice. Go back and ask again.</source>
        <translation>Het is bewaard zoals het eerst gevraagd werd. Er is niets dubbel gevraagd. Ga terug en vraag opnieuw.</translation>
    </message>
    <message>
        <source>It is kept as it was asked for first. Nothing was asked for twice. Look at the payments of this sale, then go on.</source>
        <translation>Het is bewaard zoals het eerst gevraagd werd. Er is niets dubbel gevraagd. Kijk naar de betalingen van deze verkoop en ga dan verder.</translation>
    </message>
    <message>
        <source>It is kept as it was typed first. Nothing is lost. Press Esc and look again.</source>
        <translation>Het is bewaard zoals het eerst getypt werd. Er is niets verloren. Druk op Esc en kijk nog eens.</translation>
    </message>
    <message>
        <source>It is kept as it was typed first. Nothing was taken twice. Look at the payments that were taken, then go on.</source>
        <translation>Het is bewaard zoals het eerst getypt werd. Er is niets dubbel aangenomen. Kijk naar de betalingen die er zijn en ga dan verder.</translation>
    </message>
    <message>
        <source>It is larger than 20 MB.</source>
        <translation>Hij is groter dan 20 MB.</translation>
    </message>
    <message>
        <source>It is more than the {gross} it is taken off.</source>
        <translation>Het is meer dan de {gross} waar het afgaat.</translation>
    </message>
    <message>
        <source>It is no JPEG or PNG picture.</source>
        <translation>Het is geen JPEG- of PNG-afbeelding.</translation>
    </message>
    <message>
        <source>It is no picture that this till made small. Nothing was taken and nothing is lost. Choose it again, or record the claim without it.</source>
        <translation>Het is geen afbeelding die deze kassa klein maakte. Er is niets aangenomen en niets verloren. Kies haar opnieuw, of leg de claim zonder vast.</translation>
    </message>
    <message>
        <source>It is not UTF-8 text; save it as UTF-8.</source>
        <translation>Het is geen UTF-8-tekst; bewaar het als UTF-8.</translation>
    </message>
    <message>
        <source>It is not booked. The cashier sees why, and can change the pieces.</source>
        <translation>Ze wordt niet geboekt. De kassier ziet waarom, en kan de stuks wijzigen.</translation>
    </message>
    <message>
        <source>It is not certain that the last step was saved; everything before it is. Restart the till and look at the last sale. If this comes again, call the office and change the disk.</source>
        <translation>Het is niet zeker dat de laatste stap bewaard is; alles ervoor wel. Start de kassa opnieuw en kijk naar de laatste verkoop. Komt dit weer, bel dan het kantoor en vervang de schijf.</translation>
    </message>
    <message>
        <source>It is not in this till&apos;s data, which is an older copy or new, and central told of no sale. Nothing was changed and nothing is lost. Ask the office about it.</source>
        <translation>Ze staat niet in de gegevens van deze kassa, die een oudere kopie of nieuw zijn, en de centrale meldde geen verkoop. Er is niets veranderd en niets verloren. Vraag het kantoor ernaar.</translation>
    </message>
    <message>
        <source>It is not in this till&apos;s data, which was put back from an older copy or is new. Its sale may be lost with that, so nothing is decided here: ask the office about it.</source>
        <translation>Ze staat niet in de gegevens van deze kassa, die uit een oudere kopie zijn teruggezet of nieuw zijn. De verkoop kan daarmee verloren zijn, dus hier wordt niets beslist: vraag het kantoor ernaar.</translation>
    </message>
    <message>
        <source>It is not registered for VAT. The sale is saved and nothing is lost. Press Esc.</source>
        <translation>Hij is niet geregistreerd voor btw. De verkoop is bewaard en er is niets verloren. Druk op Esc.</translation>
    </message>
    <message>
        <source>It is not sold by weight</source>
        <translation>Het gaat niet per gewicht</translation>
    </message>
    <message>
        <source>It is older than this till&apos;s data, and central told of its sale. What was judged of it then, and who paid, is not known here any more.</source>
        <translation>Ze is ouder dan de gegevens van deze kassa, en de centrale meldde de verkoop. Hoe er toen over geoordeeld is en wie betaalde, is hier niet meer bekend.</translation>
    </message>
    <message>
        <source>It is open at {where}.</source>
        <translation>Hij is open op {where}.</translation>
    </message>
    <message>
        <source>It is out of this bill and not lost: press Esc, then F12 to go on with it.</source>
        <translation>Ze is uit deze rekening en niet verloren: druk op Esc, dan op F12 om ermee verder te gaan.</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>Het is voorbij</translation>
    </message>
    <message>
        <source>It is over, or was asked elsewhere. Nothing was changed and nothing is lost. Ask for one with F5 at the shipment.</source>
        <translation>Ze is voorbij, of elders gevraagd. Er is niets veranderd en niets verloren. Vraag er een met F5 bij de zending.</translation>
    </message>
    <message>
        <source>It is saved as {receipt_number}, with other lines than you saw. Nothing was taken twice. Press Esc and look at the receipt.</source>
        <translation>Hij is bewaard als {receipt_number}, met andere regels dan u zag. Er is niets dubbel aangenomen. Druk op Esc en kijk naar de bon.</translation>
    </message>
    <message>
        <source>It is saved, and its slip is printing.</source>
        <translation>Het is bewaard en de strook wordt afgedrukt.</translation>
    </message>
    <message>
        <source>It is sent when the line is there.</source>
        <translation>Het wordt verzonden als de lijn er is.</translation>
    </message>
    <message>
        <source>It is settled already</source>
        <translation>Het is al geregeld</translation>
    </message>
    <message>
        <source>It is sold by weight</source>
        <translation>Het gaat per gewicht</translation>
    </message>
    <message>
        <source>It is sold from {day}</source>
        <translation>Het wordt verkocht vanaf {day}</translation>
    </message>
    <message>
        <source>It is still in the bill. Only if it must go, press Del again: it stays recorded.</source>
        <translation>Ze staat nog in de rekening. Alleen als ze weg moet, druk nog eens op Del: ze blijft vastgelegd.</translation>
    </message>
    <message>
        <source>It is still over a limit</source>
        <translation>Ze is nog boven een grens</translation>
    </message>
    <message>
        <source>It is too large to be checked here; part it.</source>
        <translation>Het is te groot om hier te controleren; verdeel het.</translation>
    </message>
    <message>
        <source>It is within the limits and has a price. Press F12 to add it to the sale.</source>
        <translation>Ze is binnen de grenzen en heeft een prijs. Druk op F12 om haar in de verkoop te zetten.</translation>
    </message>
    <message>
        <source>It is written like name@example.com. Nothing is lost. Type it again, or leave it empty.</source>
        <translation>Het wordt geschreven als naam@example.com. Er is niets verloren. Typ het opnieuw, of laat het leeg.</translation>
    </message>
    <message>
        <source>It is {off} ahead of central&apos;s.</source>
        <translation>Hij loopt {off} voor op die van de centrale.</translation>
    </message>
    <message>
        <source>It is {off} behind central&apos;s.</source>
        <translation>Hij loopt {off} achter op die van de centrale.</translation>
    </message>
    <message>
        <source>It is {over} over the limit for one piece.</source>
        <translation>Het is {over} boven de grens voor één stuk.</translation>
    </message>
    <message>
        <source>It is {over} over the limit of {limit} lb.</source>
        <translation>Het is {over} boven de grens van {limit} lb.</translation>
    </message>
    <message>
        <source>It is {sums} off. Nothing is lost and nothing was closed. Choose a reason, then close the shift.</source>
        <translation>Het verschil is {sums}. Er is niets verloren en niets gesloten. Kies een reden en sluit dan de dienst.</translation>
    </message>
    <message>
        <source>It is {threshold} or more in one payment. Nothing was taken and nothing is lost. Press Esc, then F3 and choose the customer; or take another payment.</source>
        <translation>Het is {threshold} of meer in één betaling. Er is niets aangenomen en niets verloren. Druk op Esc, dan op F3 en kies de klant; of betaal anders.</translation>
    </message>
    <message>
        <source>It leaves the list and stays in the records, with your name.</source>
        <translation>Het gaat van de lijst en blijft vastgelegd, met uw naam.</translation>
    </message>
    <message>
        <source>It leaves the sale. What left stays on record.</source>
        <translation>Het gaat uit de verkoop. Wat eruit ging blijft vastgelegd.</translation>
    </message>
    <message>
        <source>It looks like name@example.com. Nothing was sent. Ask the customer to spell it.</source>
        <translation>Het ziet eruit als naam@example.com. Er is niets verzonden. Laat de klant het spellen.</translation>
    </message>
    <message>
        <source>It must be a CSV file in UTF-8 whose first line names the columns, one of them name: {contact_fields}. Nothing was changed. Choose another file.</source>
        <translation>Het moet een CSV-bestand in UTF-8 zijn met de kolomnamen op de eerste regel, waaronder name: {contact_fields}. Er is niets veranderd. Kies een ander bestand.</translation>
    </message>
    <message>
        <source>It must be above zero, in {currency}. Nothing was changed and nothing is lost.</source>
        <translation>Het moet boven nul zijn, in {currency}. Er is niets veranderd en niets verloren.</translation>
    </message>
    <message>
        <source>It must be above zero.</source>
        <translation>Het moet boven nul zijn.</translation>
    </message>
    <message>
        <source>It must be above zero. Nothing is lost. Type it again, or leave it empty.</source>
        <translation>Het moet boven nul zijn. Er is niets verloren. Typ het opnieuw, of laat het leeg.</translation>
    </message>
    <message>
        <source>It must be one of those that are shown. Nothing was changed. Choose one.</source>
        <translation>Het moet een van de getoonde zijn. Er is niets veranderd. Kies er een.</translation>
    </message>
    <message>
        <source>It must begin a new number series before it sells, so that nothing is counted twice. Nothing is lost. Restart the till; it does so by itself.</source>
        <translation>Ze moet een nieuwe nummerreeks beginnen voor ze verkoopt, zodat niets dubbel telt. Er is niets verloren. Start de kassa opnieuw; ze doet het dan zelf.</translation>
    </message>
    <message>
        <source>It needs no special quote.</source>
        <translation>Ze heeft geen bijzondere offerte nodig.</translation>
    </message>
    <message>
        <source>It no longer holds today. Nothing was taken and nothing is lost. Ask for another document, or take another payment.</source>
        <translation>Het geldt vandaag niet meer. Er is niets aangenomen en niets verloren. Vraag een ander document, of betaal anders.</translation>
    </message>
    <message>
        <source>It no longer keeps what it was, or only the office may decide. Nothing was sent. Call the office: the case stays open until they close it.</source>
        <translation>Ze bewaart niet meer wat het was, of alleen het kantoor mag beslissen. Er is niets verzonden. Bel het kantoor: het geval blijft open tot zij het sluiten.</translation>
    </message>
    <message>
        <source>It opens under Needs you, where it is read, put right, or sent again.</source>
        <translation>Het opent onder Aandacht, waar het gelezen, rechtgezet of opnieuw verzonden wordt.</translation>
    </message>
    <message>
        <source>It prints now. Take the paper without the buyer back.</source>
        <translation>Hij wordt nu gedrukt. Neem het papier zonder koper terug.</translation>
    </message>
    <message>
        <source>It says {day}, but this till spoke with the office on {known_day}. Nothing is lost. Set the computer&apos;s date and time, then open the shift.{who_may}</source>
        <translation>Hij staat op {day}, maar deze kassa sprak het kantoor op {known_day}. Er is niets verloren. Zet datum en tijd van de computer goed en open dan de dienst.{who_may}</translation>
    </message>
    <message>
        <source>It shows</source>
        <translation>Hij toont</translation>
    </message>
    <message>
        <source>It shows zero. Nothing was changed. Put the load on it and read again.</source>
        <translation>Hij toont nul. Er is niets veranderd. Leg de last erop en lees opnieuw.</translation>
    </message>
    <message>
        <source>It stands at the desk of the till that took the payment. Nothing was changed.</source>
        <translation>Het staat bij het bureau van de kassa die de betaling aannam. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>It stands at the desk: Alt+9. Nothing was changed.</source>
        <translation>Het staat bij het bureau: Alt+9. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>It stays open until you leave it or the till is locked.</source>
        <translation>Het blijft open tot u het verlaat of de kassa vergrendeld wordt.</translation>
    </message>
    <message>
        <source>It waits in the list of parked sales, F7. When goods have come, bring it back and take payment; nothing is promised until then.</source>
        <translation>Hij wacht in de lijst van geparkeerde verkopen, F7. Zijn er goederen gekomen, haal hem dan terug en reken af; tot dan is niets beloofd.</translation>
    </message>
    <message>
        <source>It was asked at another till</source>
        <translation>Het is op een andere kassa gevraagd</translation>
    </message>
    <message>
        <source>It was below every limit, so no supervisor was asked. Nobody has looked at it since.</source>
        <translation>Het was onder elke grens, dus er is geen supervisor gevraagd. Sindsdien heeft niemand ernaar gekeken.</translation>
    </message>
    <message>
        <source>It was built with SQLite {name}, which can damage a database. Nothing was opened and nothing is lost: install the program again from its own package (SQLite 3.51.3 or up).</source>
        <translation>Het is met SQLite {name} gebouwd, dat een database kan beschadigen. Er is niets geopend en niets verloren: installeer het programma opnieuw vanuit zijn eigen pakket (SQLite 3.51.3 of hoger).</translation>
    </message>
    <message>
        <source>It was called off at another till.</source>
        <translation>Hij is op een andere kassa ingetrokken.</translation>
    </message>
    <message>
        <source>It was changed after you last saw it. Nothing is lost. Look at the lines and the total, then press the key again.</source>
        <translation>Hij is veranderd nadat u hem zag. Er is niets verloren. Kijk naar de regels en het totaal en druk de toets opnieuw in.</translation>
    </message>
    <message>
        <source>It was for another amount</source>
        <translation>Het was voor een ander bedrag</translation>
    </message>
    <message>
        <source>It was given as a store credit, went back after all, or is being asked for. Nothing was given twice and nothing is lost. Look at it again.</source>
        <translation>Het is als winkeltegoed gegeven, ging toch nog terug, of wordt gevraagd. Er is niets dubbel gegeven en niets verloren. Kijk er nog eens naar.</translation>
    </message>
    <message>
        <source>It was given away, with a supervisor&apos;s yes.</source>
        <translation>Het is weggegeven, met het ja van een supervisor.</translation>
    </message>
    <message>
        <source>It was given back already</source>
        <translation>Het is al teruggegeven</translation>
    </message>
    <message>
        <source>It was mistyped</source>
        <translation>Het was verkeerd getypt</translation>
    </message>
    <message>
        <source>It was not paid</source>
        <translation>Er is niet betaald</translation>
    </message>
    <message>
        <source>It was not paid, and the goods are still here.</source>
        <translation>Er is niet betaald, en de goederen zijn nog hier.</translation>
    </message>
    <message>
        <source>It was paid at {where}, receipt {receipt}.</source>
        <translation>Hij is betaald op {where}, bon {receipt}.</translation>
    </message>
    <message>
        <source>It was paid at {where}.</source>
        <translation>Hij is betaald op {where}.</translation>
    </message>
    <message>
        <source>It was parked again at {where}.</source>
        <translation>Hij is opnieuw geparkeerd op {where}.</translation>
    </message>
    <message>
        <source>It was printed or dropped meanwhile. Nothing is lost. Look at the list again.</source>
        <translation>Het is intussen afgedrukt of gelaten. Er is niets verloren. Kijk nog eens naar de lijst.</translation>
    </message>
    <message>
        <source>It was printed some time ago. Nothing is lost. Print it again from its receipt.</source>
        <translation>Het is een tijd geleden afgedrukt. Er is niets verloren. Druk het vanaf de bon opnieuw af.</translation>
    </message>
    <message>
        <source>It was saved before, and nothing was given back twice. Look at its paper.</source>
        <translation>Ze is al bewaard en er is niets dubbel teruggegeven. Kijk naar het papier.</translation>
    </message>
    <message>
        <source>It was sent again already</source>
        <translation>Het is al opnieuw verzonden</translation>
    </message>
    <message>
        <source>It was sold until {day}</source>
        <translation>Het werd verkocht tot {day}</translation>
    </message>
    <message>
        <source>It was taken or dropped. Nothing is lost. Look at the list and choose again.</source>
        <translation>Hij is genomen of gelaten. Er is niets verloren. Kijk naar de lijst en kies opnieuw.</translation>
    </message>
    <message>
        <source>It was taken out, or this till has not received it yet. Nothing is lost. Search for it again.</source>
        <translation>Het is eruit gehaald, of deze kassa heeft het nog niet. Er is niets verloren. Zoek het opnieuw.</translation>
    </message>
    <message>
        <source>It was used, called off, or has not come. Nothing was changed and nothing is lost. Ask again.</source>
        <translation>Het is gebruikt, ingetrokken, of niet gekomen. Er is niets veranderd en niets verloren. Vraag opnieuw.</translation>
    </message>
    <message>
        <source>Its address</source>
        <translation>Het adres</translation>
    </message>
    <message>
        <source>Its answer takes too long</source>
        <translation>Het antwoord duurt te lang</translation>
    </message>
    <message>
        <source>Its database is here, but the key ring no longer holds the keys to it. Nothing was deleted or overwritten, and everything sent before is safe at the office. Sign in to the computer as the account that enrolled the till. If the keys do not come back, ask the office to recover this till, or to enrol it anew with another data folder.</source>
        <translation>De database is hier, maar de sleutelring heeft de sleutels ervan niet meer. Er is niets gewist of overschreven, en alles wat al verzonden was is veilig bij het kantoor. Meld u op de computer aan met het account dat de kassa inschreef. Komen de sleutels niet terug, laat het kantoor deze kassa dan herstellen, of opnieuw inschrijven met een andere gegevensmap.</translation>
    </message>
    <message>
        <source>Its device file, for example /dev/usb/lp0</source>
        <translation>Het apparaatbestand, bijvoorbeeld /dev/usb/lp0</translation>
    </message>
    <message>
        <source>Its goods were never handed over: they are still here, and nothing is to come in.</source>
        <translation>De goederen zijn nooit meegegeven: ze zijn nog hier, en er hoeft niets terug te komen.</translation>
    </message>
    <message>
        <source>Its list of staff is {days} days old, and {days_max} are allowed. Every sale is kept and nothing is lost. Connect the till to the network once, then sign in again. If it was connected today, check this computer&apos;s date.</source>
        <translation>De lijst van personeel is {days} dagen oud, en {days_max} zijn toegestaan. Elke verkoop is bewaard en er is niets verloren. Verbind de kassa eens met het netwerk en meld u dan opnieuw aan. Was ze vandaag verbonden, kijk dan naar de datum van deze computer.</translation>
    </message>
    <message>
        <source>Its longest side is {over} over the limit of {limit} in.</source>
        <translation>De langste zijde is {over} boven de grens van {limit} in.</translation>
    </message>
    <message>
        <source>Its payment is another than was shown</source>
        <translation>De betaling is een andere dan getoond</translation>
    </message>
    <message>
        <source>Its port, for example COM3</source>
        <translation>De poort, bijvoorbeeld COM3</translation>
    </message>
    <message>
        <source>Its price has ended</source>
        <translation>De prijs is verlopen</translation>
    </message>
    <message>
        <source>Its price is what was quoted. Nothing is lost. Give a discount instead, or open the shipment and quote it again.</source>
        <translation>De prijs is die van de offerte. Er is niets verloren. Geef korting, of open de zending en bereken haar opnieuw.</translation>
    </message>
    <message>
        <source>Its price no longer holds. Nothing is lost and nothing was taken. If the shipment is in the sale, take it out. Ask for a special quote again with F5 at the shipment.</source>
        <translation>De prijs geldt niet meer. Er is niets verloren en niets aangenomen. Staat de zending in de verkoop, haal haar er dan uit. Vraag met F5 bij de zending opnieuw een bijzondere offerte.</translation>
    </message>
    <message>
        <source>Its prices are in {other}: say --currency {other}.</source>
        <translation>De prijzen zijn in {other}: geef --currency {other}.</translation>
    </message>
    <message>
        <source>Its prices are in {other}: say --currency.</source>
        <translation>De prijzen zijn in {other}: geef --currency.</translation>
    </message>
    <message>
        <source>Its provider gives back {amount} or nothing, and what comes back is worth {worth}. Nothing was given back and nothing is lost. Choose more of it, or press F5 for store credit.</source>
        <translation>De aanbieder geeft {amount} terug of niets, en wat terugkomt is {worth} waard. Er is niets teruggegeven en niets verloren. Kies er meer van, of druk op F5 voor winkeltegoed.</translation>
    </message>
    <message>
        <source>Its quantity stays 1. Nothing is lost. Press F8 for another shipment.</source>
        <translation>Het aantal blijft 1. Er is niets verloren. Druk op F8 voor nog een zending.</translation>
    </message>
    <message>
        <source>Its rows add up to {total}, and you stated {stated} ({difference})</source>
        <translation>De rijen zijn samen {total}, en u gaf {stated} op ({difference})</translation>
    </message>
    <message>
        <source>Its rows begin on {day}, and you stated {stated}</source>
        <translation>De rijen beginnen op {day}, en u gaf {stated} op</translation>
    </message>
    <message>
        <source>Its rows end on {day}, and you stated {stated}</source>
        <translation>De rijen eindigen op {day}, en u gaf {stated} op</translation>
    </message>
    <message>
        <source>Its service</source>
        <translation>De service</translation>
    </message>
    <message>
        <source>Its service is down</source>
        <translation>De service ligt stil</translation>
    </message>
    <message>
        <source>Its service is down until {until}</source>
        <translation>De service ligt stil tot {until}</translation>
    </message>
    <message>
        <source>Its settings</source>
        <translation>De instellingen ervan</translation>
    </message>
    <message>
        <source>Jamaica dollars</source>
        <translation>Jamaicaanse dollars</translation>
    </message>
    <message>
        <source>Keep the goods</source>
        <translation>Houd de goederen hier</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>Opmerking houden</translation>
    </message>
    <message>
        <source>Keep the weight</source>
        <translation>Gewicht houden</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>Deze houden</translation>
    </message>
    <message>
        <source>Keep what is not paid</source>
        <translation>Houden wat niet betaald is</translation>
    </message>
    <message>
        <source>Kept here</source>
        <translation>Hier gehouden</translation>
    </message>
    <message>
        <source>Kept here: the sale was taken back</source>
        <translation>Hier gehouden: de verkoop is teruggenomen</translation>
    </message>
    <message>
        <source>Kept on by the office</source>
        <translation>Aan gehouden door het kantoor</translation>
    </message>
    <message>
        <source>Kept, {number} kB: below</source>
        <translation>Bewaard, {number} kB: hieronder</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>Bewaard.</translation>
    </message>
    <message>
        <source>Key {number}</source>
        <translation>Toets {number}</translation>
    </message>
    <message>
        <source>Keys are kept in a file on this computer, because it has no key ring. This protects a copied file, not against an administrator.</source>
        <translation>De sleutels staan in een bestand op deze computer, want hij heeft geen sleutelring. Dat beschermt een gekopieerd bestand, niet tegen een beheerder.</translation>
    </message>
    <message>
        <source>Keys are kept in this computer&apos;s key ring, under the account that runs the till.</source>
        <translation>De sleutels staan in de sleutelring van deze computer, onder het account van de kassa.</translation>
    </message>
    <message>
        <source>Keys of this till</source>
        <translation>Sleutels</translation>
    </message>
    <message>
        <source>Known customer</source>
        <translation>Bekende klant</translation>
    </message>
    <message>
        <source>Label printer</source>
        <translation>Etikettenprinter</translation>
    </message>
    <message>
        <source>Labels {number}</source>
        <translation>Etiketten {number}</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Taal en uiterlijk</translation>
    </message>
    <message>
        <source>Larger or smaller text</source>
        <translation>Grotere of kleinere letters</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Grootste eerst</translation>
    </message>
    <message>
        <source>Last sale {number}, change {change}</source>
        <translation>Laatste verkoop {number}, wisselgeld {change}</translation>
    </message>
    <message>
        <source>Leave it as it is, or clear it: the till then takes its next one. Nothing was sent.</source>
        <translation>Laat het zoals het is, of maak het leeg: dan neemt de kassa het volgende. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>Left to pay</source>
        <translation>Nog te betalen</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Licht of donker</translation>
    </message>
    <message>
        <source>Likely amounts</source>
        <translation>Waarschijnlijke bedragen</translation>
    </message>
    <message>
        <source>Line {count}: {error}.</source>
        <translation>Regel {count}: {error}.</translation>
    </message>
    <message>
        <source>Line {line_no} is no longer in this sale. Nothing else changed. Look at the sale and choose a line.</source>
        <translation>Regel {line_no} staat niet meer in deze verkoop. Er is verder niets veranderd. Kijk naar de verkoop en kies een regel.</translation>
    </message>
    <message>
        <source>Line {line} is too long.</source>
        <translation>Regel {line} is te lang.</translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>Regel {number}</translation>
    </message>
    <message>
        <source>Lock the till</source>
        <translation>Kassa vergrendelen</translation>
    </message>
    <message>
        <source>Longest pause, ms</source>
        <translation>Langste pauze, ms</translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation>Langste zijde</translation>
    </message>
    <message>
        <source>Look at the result, then press {key} to close</source>
        <translation>Bekijk de uitkomst en druk dan op {key} om te sluiten</translation>
    </message>
    <message>
        <source>Look at what was found. F12 sends the file as it was checked; nothing is sent yet.</source>
        <translation>Kijk wat er gevonden is. F12 verzendt het bestand zoals het gecontroleerd is; er is nog niets verzonden.</translation>
    </message>
    <message>
        <source>Looking at what waits…</source>
        <translation>Kijkt wat er wacht…</translation>
    </message>
    <message>
        <source>Looks incomplete; kept as typed</source>
        <translation>Lijkt onvolledig; bewaard zoals getypt</translation>
    </message>
    <message>
        <source>MMG</source>
        <translation>MMG</translation>
    </message>
    <message>
        <source>MMG asks phones of Guyana only: type seven digits. Nothing was asked for and nothing is lost.</source>
        <translation>MMG vraagt alleen telefoons van Guyana: typ zeven cijfers. Er is niets gevraagd en niets verloren.</translation>
    </message>
    <message>
        <source>MMG asks them for {amount}</source>
        <translation>MMG vraagt hun om {amount}</translation>
    </message>
    <message>
        <source>MMG by QR</source>
        <translation>MMG met QR</translation>
    </message>
    <message>
        <source>MMG claim of {amount}</source>
        <translation>MMG-claim van {amount}</translation>
    </message>
    <message>
        <source>MMG has asked their phone. What they confirm is taken here by itself.</source>
        <translation>MMG heeft hun telefoon gevraagd. Wat zij bevestigen wordt hier vanzelf aangenomen.</translation>
    </message>
    <message>
        <source>MMG payment, claimed</source>
        <translation>MMG-betaling, als claim</translation>
    </message>
    <message>
        <source>MMG pays whole dollars, and at least one. Nothing was taken and nothing is lost.</source>
        <translation>MMG betaalt hele dollars, en minstens één. Er is niets aangenomen en niets verloren.</translation>
    </message>
    <message>
        <source>MMG, claimed</source>
        <translation>MMG, als claim</translation>
    </message>
    <message>
        <source>MMG, claimed or by code, for what is typed</source>
        <translation>MMG, als claim of met een code, voor wat getypt is</translation>
    </message>
    <message>
        <source>Made room</source>
        <translation>Maakt plaats</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>Kloppend</translation>
    </message>
    <message>
        <source>May not be sent e-mails or offers: was not asked, or said no</source>
        <translation>Mag geen e-mails of aanbiedingen krijgen: niet gevraagd, of nee gezegd</translation>
    </message>
    <message>
        <source>Mean time a key, ms</source>
        <translation>Gemiddeld per toets, ms</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Ontbrekend</translation>
    </message>
    <message>
        <source>More than is due</source>
        <translation>Meer dan er open is</translation>
    </message>
    <message>
        <source>More than the policy takes by itself, with a supervisor&apos;s yes.</source>
        <translation>Meer dan de regels vanzelf aannemen, met het ja van een supervisor.</translation>
    </message>
    <message>
        <source>More than the receipt comes to</source>
        <translation>Meer dan waar de bon op komt</translation>
    </message>
    <message>
        <source>More than the {allowed} allowed</source>
        <translation>Meer dan de toegestane {allowed}</translation>
    </message>
    <message>
        <source>More than this till held</source>
        <translation>Meer dan deze kassa had</translation>
    </message>
    <message>
        <source>More than was sold</source>
        <translation>Meer dan er verkocht is</translation>
    </message>
    <message>
        <source>More than {count} rows</source>
        <translation>Meer dan {count} rijen</translation>
    </message>
    <message>
        <source>More than {size} MB</source>
        <translation>Meer dan {size} MB</translation>
    </message>
    <message>
        <source>More waits behind them.</source>
        <translation>Daarachter wacht meer.</translation>
    </message>
    <message>
        <source>More was taken off than the cashier may, with a supervisor&apos;s yes.</source>
        <translation>Er ging meer af dan de kassier mag geven, met het ja van een supervisor.</translation>
    </message>
    <message>
        <source>More: devices and pages</source>
        <translation>Meer: apparaten en pagina&apos;s</translation>
    </message>
    <message>
        <source>More: reports, papers, devices</source>
        <translation>Meer: rapporten, papier, apparaten</translation>
    </message>
    <message>
        <source>Move the paper</source>
        <translation>Het papier verschuiven</translation>
    </message>
    <message>
        <source>Move through a report</source>
        <translation>Door een rapport gaan</translation>
    </message>
    <message>
        <source>Move through the evidence</source>
        <translation>Door het bewijs gaan</translation>
    </message>
    <message>
        <source>Name nobody</source>
        <translation>Niemand noemen</translation>
    </message>
    <message>
        <source>Name or telephone</source>
        <translation>Naam of telefoon</translation>
    </message>
    <message>
        <source>Name, if you like</source>
        <translation>Naam, als u wilt</translation>
    </message>
    <message>
        <source>National ID card</source>
        <translation>Nationale identiteitskaart</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>Nodig</translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>Heeft iemand nodig</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Aandacht</translation>
    </message>
    <message>
        <source>Net sales</source>
        <translation>Netto-omzet</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nieuw</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nieuwe klant</translation>
    </message>
    <message>
        <source>New goods for a store credit</source>
        <translation>Nieuwe goederen voor een winkeltegoed</translation>
    </message>
    <message>
        <source>New goods for it</source>
        <translation>Nieuwe goederen ervoor</translation>
    </message>
    <message>
        <source>New keys would lock its database for good, so nothing was overwritten. To enrol this computer anew, start the till with another data folder.</source>
        <translation>Nieuwe sleutels zouden de database voorgoed afsluiten, dus er is niets overschreven. Start de kassa met een andere gegevensmap om deze computer opnieuw in te schrijven.</translation>
    </message>
    <message>
        <source>New shipment</source>
        <translation>Nieuwe zending</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Next cell of a piece</source>
        <translation>Volgend vak van een stuk</translation>
    </message>
    <message>
        <source>Next count</source>
        <translation>Volgende telling</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Volgende klant</translation>
    </message>
    <message>
        <source>Next customer, or leave the fields</source>
        <translation>Volgende klant, of de velden verlaten</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Volgend veld</translation>
    </message>
    <message>
        <source>Next field, then open</source>
        <translation>Volgend veld, dan openen</translation>
    </message>
    <message>
        <source>Next field, then sign</source>
        <translation>Volgend veld, dan tekenen</translation>
    </message>
    <message>
        <source>Next field, then the first piece</source>
        <translation>Volgend veld, dan het eerste stuk</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nee</translation>
    </message>
    <message>
        <source>No VAT</source>
        <translation>Geen btw</translation>
    </message>
    <message>
        <source>No Z report yet</source>
        <translation>Nog geen Z-rapport</translation>
    </message>
    <message>
        <source>No card numbers here</source>
        <translation>Hier geen kaartnummers</translation>
    </message>
    <message>
        <source>No cash is due</source>
        <translation>Er is geen contant geld open</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>Geen soort</translation>
    </message>
    <message>
        <source>No column holds the name of an item: call one &apos;name&apos;, &apos;title&apos; or &apos;product_name&apos;.</source>
        <translation>Geen kolom bevat de naam van een artikel: noem er een &apos;name&apos;, &apos;title&apos; of &apos;product_name&apos;.</translation>
    </message>
    <message>
        <source>No goods are held for it</source>
        <translation>Er liggen geen goederen voor klaar</translation>
    </message>
    <message>
        <source>No label printer is set</source>
        <translation>Er is geen etikettenprinter ingesteld</translation>
    </message>
    <message>
        <source>No line is chosen</source>
        <translation>Er is geen regel gekozen</translation>
    </message>
    <message>
        <source>No link now: take the claim with F4</source>
        <translation>Nu geen verbinding: neem de claim met F4</translation>
    </message>
    <message>
        <source>No link now: use the terminal, F7</source>
        <translation>Nu geen verbinding: gebruik de terminal, F7</translation>
    </message>
    <message>
        <source>No money came</source>
        <translation>Er kwam geen geld</translation>
    </message>
    <message>
        <source>No one may sign in yet. Connect this till once, so that it learns who works here.</source>
        <translation>Nog niemand kan zich aanmelden. Verbind deze kassa één keer, dan weet hij wie hier werkt.</translation>
    </message>
    <message>
        <source>No payment</source>
        <translation>Geen betaling</translation>
    </message>
    <message>
        <source>No piece yet.</source>
        <translation>Nog geen stuk.</translation>
    </message>
    <message>
        <source>No price was known: somebody typed one, and a supervisor said yes.</source>
        <translation>Er was geen prijs bekend: iemand typte er een, en een supervisor zei ja.</translation>
    </message>
    <message>
        <source>No price yet</source>
        <translation>Nog geen prijs</translation>
    </message>
    <message>
        <source>No printer is found on USB or at this computer.</source>
        <translation>Er is geen printer gevonden op USB of bij deze computer.</translation>
    </message>
    <message>
        <source>No product has the code {code}.</source>
        <translation>Geen product heeft de code {code}.</translation>
    </message>
    <message>
        <source>No product has this code or name</source>
        <translation>Geen product heeft deze code of naam</translation>
    </message>
    <message>
        <source>No product has this code. Scan it again, or type its name at the sale (Alt+1).</source>
        <translation>Geen product heeft deze code. Scan opnieuw, of typ de naam bij de verkoop (Alt+1).</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>Nog geen producten</translation>
    </message>
    <message>
        <source>No quote is kept for it. Nothing is lost. Open the shipment and add it again.</source>
        <translation>Er is geen offerte voor bewaard. Er is niets verloren. Open de zending en voeg haar opnieuw toe.</translation>
    </message>
    <message>
        <source>No quote yet</source>
        <translation>Nog geen offerte</translation>
    </message>
    <message>
        <source>No rate for {symbol} has come yet</source>
        <translation>Voor {symbol} is nog geen koers gekomen</translation>
    </message>
    <message>
        <source>No rate sheet is in force for it.</source>
        <translation>Er geldt geen tariefblad voor.</translation>
    </message>
    <message>
        <source>No reason</source>
        <translation>Geen reden</translation>
    </message>
    <message>
        <source>No receipt of this till has &apos;{text}&apos; in its number.</source>
        <translation>Geen bon van deze kassa heeft &apos;{text}&apos; in zijn nummer.</translation>
    </message>
    <message>
        <source>No receipt to print yet.</source>
        <translation>Nog geen bon om te printen.</translation>
    </message>
    <message>
        <source>No region</source>
        <translation>Geen regio</translation>
    </message>
    <message>
        <source>No rounding needed</source>
        <translation>Afronden niet nodig</translation>
    </message>
    <message>
        <source>No sale</source>
        <translation>Geen verkoop</translation>
    </message>
    <message>
        <source>No sale names it. Finish the sale, or have the office give the money back.</source>
        <translation>Geen verkoop noemt haar. Rond de verkoop af, of laat het kantoor het geld teruggeven.</translation>
    </message>
    <message>
        <source>No scale is set up at this till</source>
        <translation>Op deze kassa is geen weegschaal ingesteld</translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation>Er is geen dienst open</translation>
    </message>
    <message>
        <source>No shift open</source>
        <translation>Geen dienst open</translation>
    </message>
    <message>
        <source>No shift was closed on this till. Nothing is lost. Open a shift to begin.</source>
        <translation>Op deze kassa is nog geen dienst gesloten. Er is niets verloren. Open een dienst om te beginnen.</translation>
    </message>
    <message>
        <source>No such customer</source>
        <translation>Zo&apos;n klant is er niet</translation>
    </message>
    <message>
        <source>No such payment</source>
        <translation>Zo&apos;n betaling is er niet</translation>
    </message>
    <message>
        <source>No such receipt</source>
        <translation>Zo&apos;n bon is er niet</translation>
    </message>
    <message>
        <source>No such refund</source>
        <translation>Zo&apos;n terugbetaling is er niet</translation>
    </message>
    <message>
        <source>No such shift</source>
        <translation>Zo&apos;n dienst is er niet</translation>
    </message>
    <message>
        <source>No such waybill</source>
        <translation>Zo&apos;n vrachtbrief is er niet</translation>
    </message>
    <message>
        <source>No weight was taken. Choose the right kind of scale under More, Devices (Alt+8).</source>
        <translation>Er is geen gewicht genomen. Kies de juiste weegschaal onder Meer, Apparaten (Alt+8).</translation>
    </message>
    <message>
        <source>No weight was taken. Empty it and switch it off and on, then read it again.</source>
        <translation>Er is geen gewicht genomen. Maak hem leeg, zet hem uit en aan, en lees opnieuw.</translation>
    </message>
    <message>
        <source>No weight was taken. Empty it, set it to zero, put the load on, and read it again.</source>
        <translation>Er is geen gewicht genomen. Maak hem leeg, zet hem op nul, leg de last erop en lees opnieuw.</translation>
    </message>
    <message>
        <source>No weight was taken. Look at its cable, and at the kind of scale under More, Devices.</source>
        <translation>Er is geen gewicht genomen. Kijk naar de kabel, en naar de soort weegschaal onder Meer, Apparaten.</translation>
    </message>
    <message>
        <source>No weight was taken. Put the goods on and press F4, or type their weight.</source>
        <translation>Er is geen gewicht genomen. Leg de goederen erop en druk op F4, of typ het gewicht.</translation>
    </message>
    <message>
        <source>No weight was taken. Set the scale to lb or kg, then read it again.</source>
        <translation>Er is geen gewicht genomen. Zet de weegschaal op lb of kg en lees opnieuw.</translation>
    </message>
    <message>
        <source>No weight was taken. Take it off, and weigh it on a larger scale or type its weight.</source>
        <translation>Er is geen gewicht genomen. Haal het eraf en weeg het op een grotere weegschaal, of typ het gewicht.</translation>
    </message>
    <message>
        <source>No weight was taken. Wait until it stands still, then read the scale again.</source>
        <translation>Er is geen gewicht genomen. Wacht tot hij stilstaat en lees de weegschaal opnieuw.</translation>
    </message>
    <message>
        <source>No. {number}, {where}</source>
        <translation>Nr. {number}, {where}</translation>
    </message>
    <message>
        <source>Nobody answered in time. Nothing was done and nothing is lost.</source>
        <translation>Niemand antwoordde op tijd. Er is niets gedaan en niets verloren.</translation>
    </message>
    <message>
        <source>Nobody approves a price in a sale of their own. The item is not in the sale, and nothing is lost. Ask another supervisor to approve it.</source>
        <translation>Niemand keurt een prijs goed in de eigen verkoop. Het artikel staat niet in de verkoop en er is niets verloren. Laat een andere supervisor hem goedkeuren.</translation>
    </message>
    <message>
        <source>Nobody asked that here</source>
        <translation>Niemand vroeg dat hier</translation>
    </message>
    <message>
        <source>Nobody else here may accept it. Press Esc and take another payment.</source>
        <translation>Niemand anders hier mag het aannemen. Druk op Esc en betaal anders.</translation>
    </message>
    <message>
        <source>Nobody else was here, so who was on duty signed for it alone.</source>
        <translation>Er was niemand anders, dus wie dienst had heeft er alleen voor getekend.</translation>
    </message>
    <message>
        <source>Nobody else who may sign is known to this till.</source>
        <translation>Deze kassa kent niemand anders die mag tekenen.</translation>
    </message>
    <message>
        <source>Nobody had to allow that. Nothing is lost.</source>
        <translation>Niemand hoefde dat toe te staan. Er is niets verloren.</translation>
    </message>
    <message>
        <source>Nobody has answered yet.</source>
        <translation>Nog niemand heeft geantwoord.</translation>
    </message>
    <message>
        <source>Nobody has seen all of its money: a supervisor looks at the payment and signs.</source>
        <translation>Niemand zag al het geld ervan: een supervisor kijkt naar de betaling en tekent.</translation>
    </message>
    <message>
        <source>Nobody here answers to that. Press F6 to make a new customer of it.</source>
        <translation>Niemand hier past daarbij. Druk op F6 om er een nieuwe klant van te maken.</translation>
    </message>
    <message>
        <source>Nobody here? Supervisors at the other tills can be asked.</source>
        <translation>Niemand hier? Supervisors op de andere kassa&apos;s kunnen gevraagd worden.</translation>
    </message>
    <message>
        <source>Nobody is waiting for you. Claims, disputes, prices that were typed and cases appear here.</source>
        <translation>Niemand wacht op u. Claims, betwistingen, getypte prijzen en gevallen verschijnen hier.</translation>
    </message>
    <message>
        <source>Nobody knows</source>
        <translation>Niemand weet het</translation>
    </message>
    <message>
        <source>Nobody may be asked for that</source>
        <translation>Daar mag niemand naar gevraagd worden</translation>
    </message>
    <message>
        <source>Nobody of that name here</source>
        <translation>Hier heet niemand zo</translation>
    </message>
    <message>
        <source>Nobody pressed a key for {number} minute. The sale is kept.</source>
        <translation>{number} minuut drukte niemand op een toets. De verkoop is bewaard.</translation>
    </message>
    <message>
        <source>Nobody pressed a key for {number} minutes. The sale is kept.</source>
        <translation>{number} minuten drukte niemand op een toets. De verkoop is bewaard.</translation>
    </message>
    <message>
        <source>Nobody who may decide this is on this till&apos;s list: it stays here until one is.</source>
        <translation>Wie dit mag beslissen staat niet op de lijst van deze kassa: het blijft hier tot iemand erop staat.</translation>
    </message>
    <message>
        <source>Nobody who may set a price is known to this till. Sell something else meanwhile.</source>
        <translation>Deze kassa kent niemand die een prijs mag bepalen. Verkoop intussen iets anders.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>None found at this computer</source>
        <translation>Niets gevonden bij deze computer</translation>
    </message>
    <message>
        <source>None of it is at this till. Central is asked: press Enter again in a moment. Without a link, take another payment.</source>
        <translation>Daarvan is niets op deze kassa. De centrale wordt gevraagd: druk zo nog eens op Enter. Betaal zonder lijn anders.</translation>
    </message>
    <message>
        <source>None of it was ever given to this till. Central may have some.</source>
        <translation>Deze kassa kreeg er nooit iets van. De centrale heeft er misschien.</translation>
    </message>
    <message>
        <source>None that counted</source>
        <translation>Geen die telde</translation>
    </message>
    <message>
        <source>None yet: keep receipts as files</source>
        <translation>Nog geen: bonnen als bestand bewaren</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Nog niet gevraagd</translation>
    </message>
    <message>
        <source>Not enough is left at this till</source>
        <translation>Op deze kassa is niet genoeg over</translation>
    </message>
    <message>
        <source>Not enough on this {what}</source>
        <translation>Niet genoeg op dit {what}</translation>
    </message>
    <message>
        <source>Not enough yet</source>
        <translation>Nog niet genoeg</translation>
    </message>
    <message>
        <source>Not found by hand</source>
        <translation>Met de hand niet gevonden</translation>
    </message>
    <message>
        <source>Not in the file</source>
        <translation>Niet in het bestand</translation>
    </message>
    <message>
        <source>Not on the statement</source>
        <translation>Niet op het afschrift</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>Niet van ons</translation>
    </message>
    <message>
        <source>Not plugged in</source>
        <translation>Niet aangesloten</translation>
    </message>
    <message>
        <source>Not printed yet</source>
        <translation>Nog niet geprint</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>Niet ingesteld</translation>
    </message>
    <message>
        <source>Not set up by the office</source>
        <translation>Niet ingesteld (kantoor)</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>Niet gewenst</translation>
    </message>
    <message>
        <source>Not without a supervisor there</source>
        <translation>Niet zonder een supervisor daar</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Opmerking</translation>
    </message>
    <message>
        <source>Note for the Z report</source>
        <translation>Opmerking voor het Z-rapport</translation>
    </message>
    <message>
        <source>Note, take it out</source>
        <translation>Opmerking, eruit halen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Niets</translation>
    </message>
    <message>
        <source>Nothing answers at {port}. Nothing is lost. Look at its cable and power, and whether another program uses it; or type the weight.</source>
        <translation>Op {port} antwoordt niets. Er is niets verloren. Kijk naar kabel en stroom, en of een ander programma hem gebruikt; of typ het gewicht.</translation>
    </message>
    <message>
        <source>Nothing at this till answers to that. Check the number, or type less of it. A receipt of another till is found there.</source>
        <translation>Niets op deze kassa past daarbij. Controleer het nummer, of typ er minder van. Een bon van een andere kassa vindt u daar.</translation>
    </message>
    <message>
        <source>Nothing called &apos;{text}&apos; is in this till&apos;s catalog. Nothing is lost. Scan it again.</source>
        <translation>Niets met de naam &apos;{text}&apos; staat in de catalogus van deze kassa. Er is niets verloren. Scan opnieuw.</translation>
    </message>
    <message>
        <source>Nothing called &apos;{text}&apos;.</source>
        <translation>Niets met de naam &apos;{text}&apos;.</translation>
    </message>
    <message>
        <source>Nothing can be read before it has. Ask the office for a mapping, then press F5.</source>
        <translation>Tot die tijd is er niets te lezen. Vraag het kantoor om een indeling en druk dan op F5.</translation>
    </message>
    <message>
        <source>Nothing can be sold before a shift is open. Nothing is lost. Open one with a float.</source>
        <translation>Voor er een dienst open is kan niets verkocht worden. Er is niets verloren. Open er een met wisselgeld.</translation>
    </message>
    <message>
        <source>Nothing here before</source>
        <translation>Hier nog niets eerder</translation>
    </message>
    <message>
        <source>Nothing in the sale yet. What you scan or add appears here.</source>
        <translation>Nog niets in de verkoop. Wat u scant of toevoegt, verschijnt hier.</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Er is niets gekozen</translation>
    </message>
    <message>
        <source>Nothing is closed yet. F6 counts again.</source>
        <translation>Er is nog niets gesloten. F6 telt opnieuw.</translation>
    </message>
    <message>
        <source>Nothing is counted yet.</source>
        <translation>Er is nog niets geteld.</translation>
    </message>
    <message>
        <source>Nothing is dropped and nothing is lost. Press Enter to bring the sale back and finish it. Where nobody wants it, leave it here: the payment waits at the desk (Alt+9), and once the money was given back, the sale can be dropped.</source>
        <translation>Er is niets vervallen en niets verloren. Druk op Enter om de verkoop terug te halen en af te maken. Wil niemand hem, laat hem dan hier: de betaling wacht op het bureau (Alt+9), en als het geld terug is, kan de verkoop vervallen.</translation>
    </message>
    <message>
        <source>Nothing is left that cash could pay. Nothing is lost. Take the cash out of the payment.</source>
        <translation>Er is niets over dat contant betaald kan worden. Er is niets verloren. Haal het contante geld uit de betaling.</translation>
    </message>
    <message>
        <source>Nothing is lost and everything works.</source>
        <translation>Er is niets verloren en alles werkt.</translation>
    </message>
    <message>
        <source>Nothing is lost. A supervisor answers at the desk (Alt+9), at this till or another.</source>
        <translation>Er is niets verloren. Een supervisor antwoordt bij het bureau (Alt+9), op deze kassa of een andere.</translation>
    </message>
    <message>
        <source>Nothing is lost. Fill in what is marked, then press F12 again.</source>
        <translation>Er is niets verloren. Vul in wat gemerkt is en druk dan opnieuw op F12.</translation>
    </message>
    <message>
        <source>Nothing is lost. Press F7 to see both and choose, then take payment.</source>
        <translation>Er is niets verloren. Druk op F7 om beide te zien en te kiezen, en reken daarna af.</translation>
    </message>
    <message>
        <source>Nothing is lost. Type the weight, or choose the scale under More, Devices (Alt+8).</source>
        <translation>Er is niets verloren. Typ het gewicht, of kies de weegschaal onder Meer, Apparaten (Alt+8).</translation>
    </message>
    <message>
        <source>Nothing is lost: it goes on there.</source>
        <translation>Er is niets verloren: het gaat daar verder.</translation>
    </message>
    <message>
        <source>Nothing is lost: the till asks for the present one.</source>
        <translation>Er is niets verloren: de kassa vraagt om de huidige.</translation>
    </message>
    <message>
        <source>Nothing is plugged in at {port}. Look at the cable and the power, then F5 looks again. Weights can be typed meanwhile.</source>
        <translation>Op {port} is niets aangesloten. Kijk naar de kabel en de stroom, dan kijkt F5 opnieuw. Intussen kunt u gewichten typen.</translation>
    </message>
    <message>
        <source>Nothing is promised, set aside or paid. Who is it for? Only this till shows the name; the list of parked sales keeps the order.</source>
        <translation>Er is niets beloofd, opzijgezet of betaald. Voor wie is het? Alleen deze kassa toont de naam; de lijst van geparkeerde verkopen bewaart de volgorde.</translation>
    </message>
    <message>
        <source>Nothing is taken yet. Press F12 again in a moment, or F3 to go on without it.</source>
        <translation>Er is nog niets aangenomen. Druk zo nog eens op F12, of op F3 om zonder verder te gaan.</translation>
    </message>
    <message>
        <source>Nothing is to be given for it</source>
        <translation>Er hoeft niets voor gegeven te worden</translation>
    </message>
    <message>
        <source>Nothing lies on the scale</source>
        <translation>Er ligt niets op de weegschaal</translation>
    </message>
    <message>
        <source>Nothing more can be sold until there is room. Every sale is kept and still sent.</source>
        <translation>Er kan niets meer verkocht worden tot er ruimte is. Elke verkoop is bewaard en wordt nog verzonden.</translation>
    </message>
    <message>
        <source>Nothing more can be written on this till, so that what it holds stays whole. Every sale is kept and is still being sent. Delete files that are not the till&apos;s, then press the key again.</source>
        <translation>Op deze kassa kan niets meer geschreven worden, zodat heel blijft wat erop staat. Elke verkoop is bewaard en wordt nog verzonden. Wis bestanden die niet van de kassa zijn en druk de toets opnieuw in.</translation>
    </message>
    <message>
        <source>Nothing moves. It is counted, and stands on the Z report.</source>
        <translation>Er gaat niets om. Het wordt geteld en staat op het Z-rapport.</translation>
    </message>
    <message>
        <source>Nothing needs you. What central cannot book by itself appears here.</source>
        <translation>Niets heeft u nodig. Wat de centrale niet zelf kan boeken verschijnt hier.</translation>
    </message>
    <message>
        <source>Nothing of it is lost. F7 brings it back.</source>
        <translation>Er is niets van verloren. F7 haalt hem terug.</translation>
    </message>
    <message>
        <source>Nothing of it was believed, and nothing is lost.</source>
        <translation>Er is niets van geloofd, en er is niets verloren.</translation>
    </message>
    <message>
        <source>Nothing of that kind was done here</source>
        <translation>Zoiets is hier niet gedaan</translation>
    </message>
    <message>
        <source>Nothing of this kind waits. Press F3 for the next kind.</source>
        <translation>Er wacht niets van deze soort. Druk op F3 voor de volgende soort.</translation>
    </message>
    <message>
        <source>Nothing of {reference} would be used. Nothing was taken and nothing is lost. Take it out of the payment, or type how much of it to use.</source>
        <translation>Van {reference} zou niets gebruikt worden. Er is niets aangenomen en niets verloren. Haal het uit de betaling, of typ hoeveel ervan gebruikt moet worden.</translation>
    </message>
    <message>
        <source>Nothing parked. F6 parks the sale you are on.</source>
        <translation>Niets geparkeerd. F6 parkeert de verkoop waar u mee bezig bent.</translation>
    </message>
    <message>
        <source>Nothing to exchange</source>
        <translation>Niets te ruilen</translation>
    </message>
    <message>
        <source>Nothing to give back</source>
        <translation>Niets terug te geven</translation>
    </message>
    <message>
        <source>Nothing to look at</source>
        <translation>Niets om naar te kijken</translation>
    </message>
    <message>
        <source>Nothing to park</source>
        <translation>Niets te parkeren</translation>
    </message>
    <message>
        <source>Nothing to pay for</source>
        <translation>Niets om te betalen</translation>
    </message>
    <message>
        <source>Nothing to pay for yet.</source>
        <translation>Nog niets om af te rekenen.</translation>
    </message>
    <message>
        <source>Nothing to press: it is tried again by itself, and nothing is lost.</source>
        <translation>U hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd en er gaat niets verloren.</translation>
    </message>
    <message>
        <source>Nothing to take a discount off</source>
        <translation>Niets om korting op te geven</translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation>Niets terug te nemen</translation>
    </message>
    <message>
        <source>Nothing to type here. Selling goes on, and nothing is lost.</source>
        <translation>Hier is niets te typen. Verkopen gaat door en er is niets verloren.</translation>
    </message>
    <message>
        <source>Nothing waits. Press F5 at a shipment that no rate sheet can price.</source>
        <translation>Er wacht niets. Druk op F5 bij een zending waarvoor geen tariefblad een prijs heeft.</translation>
    </message>
    <message>
        <source>Nothing was added. Products are still arriving, and it may be among them: scan it again in a minute.</source>
        <translation>Er is niets toegevoegd. Er komen nog producten binnen, misschien is het erbij: scan het over een minuut opnieuw.</translation>
    </message>
    <message>
        <source>Nothing was added. Scan again, or type its name.</source>
        <translation>Er is niets toegevoegd. Scan opnieuw of typ de naam.</translation>
    </message>
    <message>
        <source>Nothing was asked for yet. The customer gets the code after your yes.</source>
        <translation>Er is nog niets gevraagd. De klant krijgt de code na uw ja.</translation>
    </message>
    <message>
        <source>Nothing was changed and nothing is lost. Ask again.</source>
        <translation>Er is niets veranderd en niets verloren. Vraag opnieuw.</translation>
    </message>
    <message>
        <source>Nothing was changed and nothing is lost. Look at the sale that is open now.</source>
        <translation>Er is niets veranderd en niets verloren. Kijk naar de verkoop die nu open is.</translation>
    </message>
    <message>
        <source>Nothing was changed: central has it all already</source>
        <translation>Er is niets veranderd: de centrale heeft alles al</translation>
    </message>
    <message>
        <source>Nothing was scanned</source>
        <translation>Er is niets gescand</translation>
    </message>
    <message>
        <source>Nothing was sent, and nothing was changed.</source>
        <translation>Er is niets verzonden en niets veranderd.</translation>
    </message>
    <message>
        <source>Nothing was sent. If the goods really are that large, ask the office.</source>
        <translation>Er is niets verzonden. Zijn de goederen echt zo groot, vraag het kantoor.</translation>
    </message>
    <message>
        <source>Nothing was sent. Take fewer days from the provider, or let the office import it.</source>
        <translation>Er is niets verzonden. Neem minder dagen bij de aanbieder, of laat het kantoor het importeren.</translation>
    </message>
    <message>
        <source>Nothing was sold at this till yet. Its receipts appear here.</source>
        <translation>Op deze kassa is nog niets verkocht. De bonnen verschijnen hier.</translation>
    </message>
    <message>
        <source>Nothing was sold at this till yet. The first sale stands here at once.</source>
        <translation>Op deze kassa is nog niets verkocht. De eerste verkoop staat hier meteen.</translation>
    </message>
    <message>
        <source>Nothing was sold on these days. Choose other days, or sell something first.</source>
        <translation>Op deze dagen is niets verkocht. Kies andere dagen, of verkoop eerst iets.</translation>
    </message>
    <message>
        <source>Nothing was sold, nothing is lost</source>
        <translation>Er is niets verkocht, niets verloren</translation>
    </message>
    <message>
        <source>Nothing was taken and nothing is lost. Choose another picture, or record the claim without one.</source>
        <translation>Er is niets aangenomen en niets verloren. Kies een andere afbeelding, of leg de claim zonder vast.</translation>
    </message>
    <message>
        <source>Nothing was taken and nothing is lost. Press Esc to take another payment.</source>
        <translation>Er is niets aangenomen en niets verloren. Druk op Esc om anders te betalen.</translation>
    </message>
    <message>
        <source>Nothing you sold is lost, and a report of it is kept on this computer. Try again; if it comes back, press F11, sign in and go on selling.</source>
        <translation>Niets van wat u verkocht is verloren, en er is een verslag van bewaard op deze computer. Probeer het opnieuw; komt het terug, druk dan op F11, meld u aan en verkoop verder.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Uit</translation>
    </message>
    <message>
        <source>Off the line, {symbol}</source>
        <translation>Van de regel af, {symbol}</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>Aanbiedingen</translation>
    </message>
    <message>
        <source>Offline, selling normally</source>
        <translation>Offline, verkoop gaat gewoon door</translation>
    </message>
    <message>
        <source>Old rate: {rate} of {day}</source>
        <translation>Oude koers: {rate} van {day}</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Oudste eerst</translation>
    </message>
    <message>
        <source>Oldest or largest first</source>
        <translation>Oudste of grootste eerst</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Aan</translation>
    </message>
    <message>
        <source>On USB (Linux)</source>
        <translation>Op USB (Linux)</translation>
    </message>
    <message>
        <source>On a serial port</source>
        <translation>Op een seriële poort</translation>
    </message>
    <message>
        <source>On the network</source>
        <translation>Op het netwerk</translation>
    </message>
    <message>
        <source>One line takes 1 to {quantity_max}. Nothing is lost. Type the quantity again.</source>
        <translation>Een regel neemt 1 tot {quantity_max}. Er is niets verloren. Typ het aantal opnieuw.</translation>
    </message>
    <message>
        <source>One more, one less</source>
        <translation>Eén meer, één minder</translation>
    </message>
    <message>
        <source>One of them was decided, disputed or flagged meanwhile. Nothing was approved and nothing is lost. Look at the list again.</source>
        <translation>Een ervan is intussen beslist, betwist of gemerkt. Er is niets goedgekeurd en niets verloren. Kijk nog eens naar de lijst.</translation>
    </message>
    <message>
        <source>One of them was looked at meanwhile. Nothing was reviewed and nothing is lost. Look at the list again.</source>
        <translation>Naar een ervan is intussen gekeken. Er is niets gecontroleerd en niets verloren. Kijk nog eens naar de lijst.</translation>
    </message>
    <message>
        <source>One sale, two versions</source>
        <translation>Eén verkoop, twee versies</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Only a payment that is verified can, once. Nothing was given back and nothing is lost. Press F5 for another way.</source>
        <translation>Dat kan alleen met een betaling die is nagegaan, één keer. Er is niets teruggegeven en niets verloren. Druk op F5 voor een andere manier.</translation>
    </message>
    <message>
        <source>Only a receipt or a Z report is saved as a file. Choose one.</source>
        <translation>Alleen een bon of een Z-rapport wordt als bestand bewaard. Kies er een.</translation>
    </message>
    <message>
        <source>Only at this till: it has a shipment</source>
        <translation>Alleen op deze kassa: er zit een zending in</translation>
    </message>
    <message>
        <source>Only at this till: part of it is paid</source>
        <translation>Alleen op deze kassa: een deel is betaald</translation>
    </message>
    <message>
        <source>Only for sales in {currency}</source>
        <translation>Alleen voor verkoop in {currency}</translation>
    </message>
    <message>
        <source>Only open it</source>
        <translation>Alleen openen</translation>
    </message>
    <message>
        <source>Only the office can settle this</source>
        <translation>Alleen het kantoor kan dit regelen</translation>
    </message>
    <message>
        <source>Only the whole payment can go back</source>
        <translation>Alleen de hele betaling kan terug</translation>
    </message>
    <message>
        <source>Only this till shows it: it has a shipment in it. F7 brings it back.</source>
        <translation>Alleen deze kassa toont hem: er zit een zending in. F7 haalt hem terug.</translation>
    </message>
    <message>
        <source>Only this till shows it: part of it is paid. F7 brings it back with what was given.</source>
        <translation>Alleen deze kassa toont hem: een deel is betaald. F7 haalt hem terug met wat er gegeven is.</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>Een geval openen</translation>
    </message>
    <message>
        <source>Open a case for a row</source>
        <translation>Een geval voor een rij openen</translation>
    </message>
    <message>
        <source>Open a shift first</source>
        <translation>Open eerst een dienst</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Weer openen</translation>
    </message>
    <message>
        <source>Open receipt {receipt_number} and choose its lines. Nothing was given back.</source>
        <translation>Open bon {receipt_number} en kies de regels. Er is niets teruggegeven.</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>Bureau openen</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Lade openen</translation>
    </message>
    <message>
        <source>Open the receipt, or all of the line</source>
        <translation>De bon openen, of de hele regel</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>Dienst openen</translation>
    </message>
    <message>
        <source>Open the shift first</source>
        <translation>Open eerst de dienst</translation>
    </message>
    <message>
        <source>Open the supervisor&apos;s desk</source>
        <translation>Bureau van de supervisor openen</translation>
    </message>
    <message>
        <source>Opened the supervisor&apos;s desk</source>
        <translation>Bureau van de supervisor geopend</translation>
    </message>
    <message>
        <source>Opens through the receipt printer, also when the paper is out.</source>
        <translation>Opent via de bonprinter, ook als het papier op is.</translation>
    </message>
    <message>
        <source>Operation {seqs} of {stream_name} cannot be sent. Everything before and after it is, and selling goes on. Keep the receipts, and have this computer&apos;s disk checked.</source>
        <translation>Handeling {seqs} van {stream_name} kan niet verzonden worden. Alles ervoor en erna wel, en verkopen gaat door. Bewaar de bonnen en laat de schijf van deze computer nakijken.</translation>
    </message>
    <message>
        <source>Or take it as an order subject to confirmation: nothing is promised or paid, and F7 brings it back when central has given it to this till.</source>
        <translation>Of neem het als bestelling onder voorbehoud: er is niets beloofd of betaald, en F7 haalt hem terug als de centrale het aan deze kassa heeft gegeven.</translation>
    </message>
    <message>
        <source>Order subject to confirmation</source>
        <translation>Bestelling onder voorbehoud</translation>
    </message>
    <message>
        <source>Other days</source>
        <translation>Andere dagen</translation>
    </message>
    <message>
        <source>Other figures</source>
        <translation>Andere cijfers</translation>
    </message>
    <message>
        <source>Other reason</source>
        <translation>Andere reden</translation>
    </message>
    <message>
        <source>Other tills hear of it when the link is there.</source>
        <translation>Andere kassa&apos;s horen ervan als de lijn er is.</translation>
    </message>
    <message>
        <source>Other, see the note</source>
        <translation>Anders, zie de opmerking</translation>
    </message>
    <message>
        <source>Out of season</source>
        <translation>Buiten het seizoen</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Te veel</translation>
    </message>
    <message>
        <source>Over or short</source>
        <translation>Te veel of te weinig</translation>
    </message>
    <message>
        <source>Over {limit} {unit}</source>
        <translation>Boven {limit} {unit}</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>Pincode van {name}</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>Betaald om</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>Betaald met</translation>
    </message>
    <message>
        <source>Paid {amount}, {left} can still be given back</source>
        <translation>{amount} betaald, {left} kan nog terug</translation>
    </message>
    <message>
        <source>Paid {amount}. Thank you.</source>
        <translation>{amount} betaald. Dank u.</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Parkeren</translation>
    </message>
    <message>
        <source>Park it</source>
        <translation>Parkeren</translation>
    </message>
    <message>
        <source>Park the order</source>
        <translation>Bestelling parkeren</translation>
    </message>
    <message>
        <source>Park the sale</source>
        <translation>Verkoop parkeren</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Geparkeerd</translation>
    </message>
    <message>
        <source>Parked as No. {number}.</source>
        <translation>Geparkeerd als nr. {number}.</translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation>Geparkeerde verkopen</translation>
    </message>
    <message>
        <source>Part of this sale is paid</source>
        <translation>Een deel van deze verkoop is betaald</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Paspoort</translation>
    </message>
    <message>
        <source>Pay by {name}</source>
        <translation>Betalen met {name}</translation>
    </message>
    <message>
        <source>Pay by {name}: {amount}</source>
        <translation>Betalen met {name}: {amount}</translation>
    </message>
    <message>
        <source>Pay it in</source>
        <translation>Instorten</translation>
    </message>
    <message>
        <source>Pay it out</source>
        <translation>Uitbetalen</translation>
    </message>
    <message>
        <source>Pay-in</source>
        <translation>Instorting</translation>
    </message>
    <message>
        <source>Pay-ins, {number}</source>
        <translation>Instortingen, {number}</translation>
    </message>
    <message>
        <source>Pay-out</source>
        <translation>Uitbetaling</translation>
    </message>
    <message>
        <source>Pay-outs, {number}</source>
        <translation>Uitbetalingen, {number}</translation>
    </message>
    <message>
        <source>Payment of {amount}</source>
        <translation>Betaling van {amount}</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Betalingen</translation>
    </message>
    <message>
        <source>Percent off</source>
        <translation>Procent korting</translation>
    </message>
    <message>
        <source>Petty cash</source>
        <translation>Kleine kas</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Photo of the message</source>
        <translation>Foto van bericht</translation>
    </message>
    <message>
        <source>Photo of the message, or without it</source>
        <translation>Foto van het bericht, of zonder</translation>
    </message>
    <message>
        <source>Photo of the message: {number} kB, kept with the claim</source>
        <translation>Foto van het bericht: {number} kB, bij de claim bewaard</translation>
    </message>
    <message>
        <source>Piece {number}</source>
        <translation>Stuk {number}</translation>
    </message>
    <message>
        <source>Piece {number} can go today.</source>
        <translation>Stuk {number} kan vandaag mee.</translation>
    </message>
    <message>
        <source>Piece {number} weighs {weight}, read from the scale.</source>
        <translation>Stuk {number} weegt {weight}, van de weegschaal gelezen.</translation>
    </message>
    <message>
        <source>Piece {piece_no} needs four numbers, as in {measures}. Nothing was sent.</source>
        <translation>Stuk {piece_no} vraagt vier getallen, zoals {measures}. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>Piece {piece_no} needs you.</source>
        <translation>Stuk {piece_no} heeft u nodig.</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stuks</translation>
    </message>
    <message>
        <source>Pieces {numbers} can go today.</source>
        <translation>Stuks {numbers} kunnen vandaag mee.</translation>
    </message>
    <message>
        <source>Plugged in at</source>
        <translation>Aangesloten op</translation>
    </message>
    <message>
        <source>Post and customs</source>
        <translation>Post en douane</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Oefenen</translation>
    </message>
    <message>
        <source>Practice on a till to learn on</source>
        <translation>Oefenen op een kassa om te leren</translation>
    </message>
    <message>
        <source>Press Alt+8 and choose Papers: print them, send them elsewhere, or drop.</source>
        <translation>Druk op Alt+8 en kies Papier: afdrukken, elders sturen, of laten vallen.</translation>
    </message>
    <message>
        <source>Press Ctrl+P to print {number}. The sale is safe.</source>
        <translation>Druk op Ctrl+P om {number} te printen. De verkoop is veilig.</translation>
    </message>
    <message>
        <source>Press Enter first: the code is looked up before it pays.</source>
        <translation>Druk eerst op Enter: de code wordt opgezocht voor hij betaalt.</translation>
    </message>
    <message>
        <source>Press F12 when the count is done. Nothing is closed yet.</source>
        <translation>Druk op F12 als de telling klaar is. Er is nog niets gesloten.</translation>
    </message>
    <message>
        <source>Press F4 to read the scale. A typed weight is marked as typed by hand.</source>
        <translation>Druk op F4 om de weegschaal te lezen. Een getypt gewicht wordt als met de hand getypt gemerkt.</translation>
    </message>
    <message>
        <source>Press F5 for a special quote, or take pieces out to book the rest today.</source>
        <translation>Druk op F5 voor een bijzondere offerte, of haal stuks eruit om de rest vandaag te boeken.</translation>
    </message>
    <message>
        <source>Press F5 to choose a reason, then close. Nothing is lost.</source>
        <translation>Druk op F5 om een reden te kiezen en sluit dan. Er is niets verloren.</translation>
    </message>
    <message>
        <source>Press F8, then F6, to see it.</source>
        <translation>Druk op F8, dan op F6, om haar te zien.</translation>
    </message>
    <message>
        <source>Press Ins to add one: what is inside, its weight and its three sides.</source>
        <translation>Druk op Ins om er een toe te voegen: wat erin zit, het gewicht en de drie zijden.</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prijs</translation>
    </message>
    <message>
        <source>Price match</source>
        <translation>Prijs als elders</translation>
    </message>
    <message>
        <source>Price of one, VAT included, {symbol}</source>
        <translation>Prijs per stuk, btw inbegrepen, {symbol}</translation>
    </message>
    <message>
        <source>Price of {sku} set to {price}</source>
        <translation>Prijs van {sku} bepaald op {price}</translation>
    </message>
    <message>
        <source>Prices and goods change at every till of this store with its next exchange. What the file does not name stays as it is.</source>
        <translation>Prijzen en goederen veranderen op elke kassa van deze winkel bij de volgende uitwisseling. Wat het bestand niet noemt, blijft zoals het is.</translation>
    </message>
    <message>
        <source>Print a test label</source>
        <translation>Testetiket afdrukken</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Testpagina afdrukken</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Opnieuw printen</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>Printen</translation>
    </message>
    <message>
        <source>Print the last Z report</source>
        <translation>Laatste Z-rapport printen</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Geprint</translation>
    </message>
    <message>
        <source>Printed {at}</source>
        <translation>Afgedrukt {at}</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Printer, scale, scanner, screen</source>
        <translation>Printer, weegschaal en meer</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Bezig met printen…</translation>
    </message>
    <message>
        <source>Prints receipts and Z reports. A printer that is off, slow or out of paper never holds up a sale: what it did not print waits and is printed again.</source>
        <translation>Drukt bonnen en Z-rapporten af. Een printer die uit staat, traag is of geen papier heeft houdt nooit een verkoop op: wat hij niet afdrukte wacht en wordt opnieuw afgedrukt.</translation>
    </message>
    <message>
        <source>Prints the labels of pieces and goods. It must understand ZPL, as Zebra&apos;s do.</source>
        <translation>Drukt de etiketten van stuks en goederen af. Hij moet ZPL begrijpen, zoals die van Zebra.</translation>
    </message>
    <message>
        <source>Products are still arriving, and it may be among them. They come while the line is up: ring up what is here, and look again in a minute.</source>
        <translation>Er komen nog producten binnen, misschien is het erbij. Ze komen zolang de lijn er is: sla aan wat er is, en kijk over een minuut opnieuw.</translation>
    </message>
    <message>
        <source>Programmed prefix</source>
        <translation>Ingesteld voorvoegsel</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>Aanbieding</translation>
    </message>
    <message>
        <source>Provider statements</source>
        <translation>Afschriften</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Aanbieders</translation>
    </message>
    <message>
        <source>Put this one away</source>
        <translation>Deze wegleggen</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>Quantity, or the weight by the scale</source>
        <translation>Aantal, of het gewicht van de weegschaal</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Offerte</translation>
    </message>
    <message>
        <source>Quote for piece {numbers}</source>
        <translation>Offerte voor stuk {numbers}</translation>
    </message>
    <message>
        <source>Quote for pieces {numbers}</source>
        <translation>Offerte voor stuks {numbers}</translation>
    </message>
    <message>
        <source>Quote for {pieces}</source>
        <translation>Offerte voor {pieces}</translation>
    </message>
    <message>
        <source>Rate sheet {name}</source>
        <translation>Tariefblad {name}</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelezen</translation>
    </message>
    <message>
        <source>Read customers in</source>
        <translation>Klanten inlezen</translation>
    </message>
    <message>
        <source>Read the file</source>
        <translation>Bestand lezen</translation>
    </message>
    <message>
        <source>Read the scale</source>
        <translation>Weegschaal lezen</translation>
    </message>
    <message>
        <source>Read the scale for the piece</source>
        <translation>Weegschaal lezen voor het stuk</translation>
    </message>
    <message>
        <source>Read the scale, or the approval code</source>
        <translation>De weegschaal lezen, of de goedkeuringscode</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Leest het bestand …</translation>
    </message>
    <message>
        <source>Reads a CSV file by central&apos;s own rules and says what it would take and what it would refuse. Nothing is changed.</source>
        <translation>Leest een CSV-bestand volgens de regels van de centrale en zegt wat die zou nemen en wat ze zou weigeren. Er verandert niets.</translation>
    </message>
    <message>
        <source>Reads a provider&apos;s file, holds it against what their page states, and sends it to central, which holds each row against what was sold. Sending it again changes nothing.</source>
        <translation>Leest een bestand van een aanbieder, vergelijkt het met wat op hun pagina staat en verzendt het naar de centrale, die elke rij vergelijkt met wat er verkocht is. Opnieuw verzenden verandert niets.</translation>
    </message>
    <message>
        <source>Reads customers from a CSV file, adds those that are new and changes those it knows. Consent is never imported: a person gives it.</source>
        <translation>Leest klanten uit een CSV-bestand, voegt nieuwe toe en wijzigt die al bekend zijn. Instemming wordt nooit geïmporteerd: een mens geeft haar.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Ready to sell</source>
        <translation>Klaar om te verkopen</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Bon</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>Bonprinter</translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation>Bon {number}</translation>
    </message>
    <message>
        <source>Receipt {number} is printed.</source>
        <translation>Bon {number} is geprint.</translation>
    </message>
    <message>
        <source>Receipt {number} of till {label}</source>
        <translation>Bon {number} van kassa {label}</translation>
    </message>
    <message>
        <source>Receipt {paid} is its receipt. Nothing is lost. Press Ctrl+P to print it again.</source>
        <translation>Bon {paid} hoort erbij. Er is niets verloren. Druk op Ctrl+P om hem nog eens af te drukken.</translation>
    </message>
    <message>
        <source>Receipt {receipt_number} was sold before this till began anew, and its copy may have given it back. Nothing was given back and nothing is lost. Scan the code on the receipt to take goods back from that, or ask the office.</source>
        <translation>Bon {receipt_number} is verkocht voor deze kassa opnieuw begon, en haar kopie kan hem al teruggegeven hebben. Er is niets teruggegeven en niets verloren. Scan de code op de bon om daarvan terug te nemen, of vraag het kantoor.</translation>
    </message>
    <message>
        <source>Receipts and labels need a printer that is in the list. Nothing was changed.</source>
        <translation>Bonnen en etiketten vragen een printer die in de lijst staat. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Receipts by e-mail</source>
        <translation>Bonnen per e-mail</translation>
    </message>
    <message>
        <source>Reckoned by hand</source>
        <translation>Met de hand berekend</translation>
    </message>
    <message>
        <source>Record the claim</source>
        <translation>De claim vastleggen</translation>
    </message>
    <message>
        <source>Recorded at {amount}</source>
        <translation>Geboekt voor {amount}</translation>
    </message>
    <message>
        <source>Recount</source>
        <translation>Opnieuw tellen</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referentie</translation>
    </message>
    <message>
        <source>Reference {number}</source>
        <translation>Referentie {number}</translation>
    </message>
    <message>
        <source>Reference {number}. Look at the customer&apos;s phone yourself.</source>
        <translation>Referentie {number}. Kijk zelf op de telefoon van de klant.</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Vernieuwen</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Terugbetaling</translation>
    </message>
    <message>
        <source>Refund of receipt {number}, {amount}</source>
        <translation>Terugbetaling van bon {number}, {amount}</translation>
    </message>
    <message>
        <source>Refund the card at the bank&apos;s terminal, then type the approval code that it printed: 2 to 12 letters and digits. Nothing was given back and nothing is lost.</source>
        <translation>Betaal de kaart terug aan de terminal van de bank en typ de goedkeuringscode die hij afdrukte: 2 tot 12 letters en cijfers. Er is niets teruggegeven en niets verloren.</translation>
    </message>
    <message>
        <source>Refund {number}</source>
        <translation>Terugbetaling {number}</translation>
    </message>
    <message>
        <source>Refund {number} goes to the printer, marked COPY</source>
        <translation>Terugbetaling {number} gaat naar de printer, met COPY</translation>
    </message>
    <message>
        <source>Refund {refund} was to go back the way it was paid, and did not: the customer has nothing yet.</source>
        <translation>Terugbetaling {refund} zou teruggaan zoals betaald is, en dat ging niet: de klant heeft nog niets.</translation>
    </message>
    <message>
        <source>Refunds in cash, {number}</source>
        <translation>Contante terugbetalingen, {number}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Geweigerd</translation>
    </message>
    <message>
        <source>Refused: a row that cannot be used</source>
        <translation>Geweigerd: een rij die niet te gebruiken is</translation>
    </message>
    <message>
        <source>Refused: its SKU came before in this file</source>
        <translation>Geweigerd: de artikelcode stond al in dit bestand</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Afwijzen</translation>
    </message>
    <message>
        <source>Reject, follow up</source>
        <translation>Afwijzen, uitzoeken</translation>
    </message>
    <message>
        <source>Reject: not paid</source>
        <translation>Afwijzen: niet betaald</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Afgewezen</translation>
    </message>
    <message>
        <source>Rejected as mistyped</source>
        <translation>Afgewezen als verkeerd getypt</translation>
    </message>
    <message>
        <source>Released as a false alarm</source>
        <translation>Vrijgegeven als vals alarm</translation>
    </message>
    <message>
        <source>Released, and counted</source>
        <translation>Vrijgegeven, en geteld</translation>
    </message>
    <message>
        <source>Remote area, Region {region}</source>
        <translation>Afgelegen gebied, regio {region}</translation>
    </message>
    <message>
        <source>Remove the line</source>
        <translation>Regel verwijderen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} verwijderen</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>Vervanging</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapporten</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retouren</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>Controles</translation>
    </message>
    <message>
        <source>Ring them up, press F12 and give the store credit {code}: it stands on the paper, to be scanned. What they cost more is paid; what is left stays on the credit.</source>
        <translation>Sla ze aan, druk op F12 en geef het winkeltegoed {code}: het staat op het papier, om te scannen. Wat ze meer kosten wordt betaald; wat over is blijft op het tegoed.</translation>
    </message>
    <message>
        <source>Ring up the new goods and press F12: only the difference is paid or given back. Nothing is saved before that.</source>
        <translation>Sla de nieuwe goederen aan en druk op F12: alleen het verschil wordt betaald of teruggegeven. Voor die tijd wordt niets bewaard.</translation>
    </message>
    <message>
        <source>Rounded to {step}</source>
        <translation>Afgerond op {step}</translation>
    </message>
    <message>
        <source>Rounding {amount}</source>
        <translation>Afronding {amount}</translation>
    </message>
    <message>
        <source>Row {row}: {why}</source>
        <translation>Rij {row}: {why}</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>artikelcode</translation>
    </message>
    <message>
        <source>Safe at central</source>
        <translation>Veilig bij de centrale</translation>
    </message>
    <message>
        <source>Safe together: claims of one cashier for sales, taken by the policy itself, with the same flags, below the amount that asks for a person, none disputed. Each is signed by itself.</source>
        <translation>Samen veilig: claims van één kassier voor verkopen, aangenomen door de regels zelf, met dezelfde merken, onder het bedrag dat iemand vraagt, geen ervan betwist. Elke wordt apart getekend.</translation>
    </message>
    <message>
        <source>Safe together: of one kind, by one person, with the yes of one other person who saw each. Each is signed by itself.</source>
        <translation>Samen veilig: van één soort, door één persoon, met het ja van één ander die elk ervan zag. Elke wordt apart getekend.</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkoop</translation>
    </message>
    <message>
        <source>Sale not known here</source>
        <translation>Verkoop hier niet bekend</translation>
    </message>
    <message>
        <source>Sales go on while papers wait. Nothing on them is lost.</source>
        <translation>De verkoop gaat door terwijl papier wacht. Niets ervan gaat verloren.</translation>
    </message>
    <message>
        <source>Sales invoice: a small sale, paid in cash.</source>
        <translation>Verkoopbon: kleine verkoop, contant betaald.</translation>
    </message>
    <message>
        <source>Sales that wait: {numbers}.</source>
        <translation>Verkopen die wachten: {numbers}.</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Monster</translation>
    </message>
    <message>
        <source>Save and take</source>
        <translation>Bewaren en nemen</translation>
    </message>
    <message>
        <source>Save as CSV, stop a file, take what was found</source>
        <translation>Als CSV bewaren, een bestand stoppen, het gevondene nemen</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Bewaren als PDF</translation>
    </message>
    <message>
        <source>Save it as PDF</source>
        <translation>Bewaren als PDF</translation>
    </message>
    <message>
        <source>Saved as a file: no printer is set up (More, Devices)</source>
        <translation>Bewaard als bestand: er is geen printer ingesteld (Meer, Apparaten)</translation>
    </message>
    <message>
        <source>Saved as {number}.</source>
        <translation>Bewaard als {number}.</translation>
    </message>
    <message>
        <source>Saved as {number}. The credit&apos;s code: {code}</source>
        <translation>Bewaard als {number}. De code van het tegoed: {code}</translation>
    </message>
    <message>
        <source>Say what it is for</source>
        <translation>Zeg waarvoor het is</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>Zeg waarom</translation>
    </message>
    <message>
        <source>Say why the drawer is off</source>
        <translation>Zeg waarom de lade niet klopt</translation>
    </message>
    <message>
        <source>Say why the drawer is off.</source>
        <translation>Zeg waarom de lade niet klopt.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Weegschaal</translation>
    </message>
    <message>
        <source>Scan an item, or choose a line of the sale first.</source>
        <translation>Scan een artikel, of kies eerst een regel van de verkoop.</translation>
    </message>
    <message>
        <source>Scan anything now.</source>
        <translation>Scan nu iets.</translation>
    </message>
    <message>
        <source>Scan its barcode, or type its number. The newest are listed.</source>
        <translation>Scan de streepjescode, of typ het nummer. De nieuwste staan in de lijst.</translation>
    </message>
    <message>
        <source>Scan to pay by {name}</source>
        <translation>Scan om met {name} te betalen</translation>
    </message>
    <message>
        <source>Scan what comes back. It is provisional: the office checks it.</source>
        <translation>Scan wat terugkomt. Het is voorlopig: het kantoor gaat het na.</translation>
    </message>
    <message>
        <source>Scan what comes back. Nothing was given back and nothing is lost.</source>
        <translation>Scan wat terugkomt. Er is niets teruggegeven en niets verloren.</translation>
    </message>
    <message>
        <source>Scan, or type a name, code or barcode.</source>
        <translation>Scan, of typ een naam, code of streepjescode.</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Seen by hand</source>
        <translation>Met de hand gezien</translation>
    </message>
    <message>
        <source>Seen by hand, or not there</source>
        <translation>Met de hand gezien, of er niet</translation>
    </message>
    <message>
        <source>Selling goes on and nothing is lost, but new prices are not taken in and no backup is made here. Delete files that are not the till&apos;s: the rest happens by itself.</source>
        <translation>Verkopen gaat door en er is niets verloren, maar nieuwe prijzen komen er niet in en hier wordt geen reservekopie gemaakt. Wis bestanden die niet van de kassa zijn: de rest gebeurt vanzelf.</translation>
    </message>
    <message>
        <source>Selling goes on and nothing is lost. A report was kept; it tries again by itself.</source>
        <translation>Verkopen gaat door en er is niets verloren. Er is een verslag bewaard; het probeert vanzelf opnieuw.</translation>
    </message>
    <message>
        <source>Selling goes on and nothing is lost; the till tries again by itself.</source>
        <translation>Verkopen gaat door en er is niets verloren; de kassa probeert het vanzelf opnieuw.</translation>
    </message>
    <message>
        <source>Selling goes on, but a price or a name may be old. Install the newest program, or call support if it is installed.</source>
        <translation>Verkopen gaat door, maar een prijs of naam kan oud zijn. Installeer het nieuwste programma, of bel de helpdesk als het al geïnstalleerd is.</translation>
    </message>
    <message>
        <source>Selling goes on, but new prices are not taken in and no backup is made here.</source>
        <translation>Verkopen gaat door, maar nieuwe prijzen komen er niet in en hier wordt geen reservekopie gemaakt.</translation>
    </message>
    <message>
        <source>Selling needs an open shift, so that the drawer adds up. Nothing is lost. Count the float and open a shift first.</source>
        <translation>Verkopen vraagt een open dienst, zodat de lade klopt. Er is niets verloren. Tel het wisselgeld en open eerst een dienst.</translation>
    </message>
    <message>
        <source>Send it as freight of its own</source>
        <translation>Verzend het als aparte vracht</translation>
    </message>
    <message>
        <source>Send it by e-mail</source>
        <translation>Per e-mail sturen</translation>
    </message>
    <message>
        <source>Send to central</source>
        <translation>Naar de centrale</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Afzender</translation>
    </message>
    <message>
        <source>Sender known at the other till</source>
        <translation>Afzender bij de andere kassa bekend</translation>
    </message>
    <message>
        <source>Sending a catalog needs the line</source>
        <translation>Een catalogus verzenden kan alleen met de lijn</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Verzonden</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>Opnieuw verzonden</translation>
    </message>
    <message>
        <source>Sent again, waiting for central&apos;s word</source>
        <translation>Opnieuw verzonden, wacht op de centrale</translation>
    </message>
    <message>
        <source>Set the price</source>
        <translation>De prijs zetten</translation>
    </message>
    <message>
        <source>Set the times for this scanner</source>
        <translation>Tijden voor deze scanner instellen</translation>
    </message>
    <message>
        <source>Set this computer&apos;s date and time. Sales are in order all the same.</source>
        <translation>Zet de datum en tijd van deze computer goed. De verkoop staat hoe dan ook in volgorde.</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Geregeld</translation>
    </message>
    <message>
        <source>Settled. {text}</source>
        <translation>Geregeld. {text}</translation>
    </message>
    <message>
        <source>Several products answer to {code}</source>
        <translation>Meerdere producten hebben {code}</translation>
    </message>
    <message>
        <source>Several products may be meant</source>
        <translation>Er kunnen meer producten bedoeld zijn</translation>
    </message>
    <message>
        <source>Shift {number} has no Z report yet. Nothing is lost. Close the shift first.</source>
        <translation>Dienst {number} heeft nog geen Z-rapport. Er is niets verloren. Sluit eerst de dienst.</translation>
    </message>
    <message>
        <source>Shift {number} is closed</source>
        <translation>Dienst {number} is gesloten</translation>
    </message>
    <message>
        <source>Shift {number} is open on this till. Nothing is lost. Close it first, or go on selling in it.</source>
        <translation>Dienst {number} is open op deze kassa. Er is niets verloren. Sluit hem eerst, of verkoop erin verder.</translation>
    </message>
    <message>
        <source>Shift {number} of {business_date} is still open on this till. Nothing is lost. Go on selling in it, or close it first.</source>
        <translation>Dienst {number} van {business_date} is nog open op deze kassa. Er is niets verloren. Verkoop erin verder, of sluit hem eerst.</translation>
    </message>
    <message>
        <source>Shift {number} open, float {amount}</source>
        <translation>Dienst {number} open, wisselgeld {amount}</translation>
    </message>
    <message>
        <source>Shift {number} was closed before. Nothing is lost. Press Ctrl+P to print its Z report again.</source>
        <translation>Dienst {number} was al gesloten. Er is niets verloren. Druk op Ctrl+P om het Z-rapport nog eens af te drukken.</translation>
    </message>
    <message>
        <source>Shift {number} was closed before. Nothing is lost. Print its Z report again.</source>
        <translation>Dienst {number} was al gesloten. Er is niets verloren. Druk het Z-rapport nog eens af.</translation>
    </message>
    <message>
        <source>Shift {number}, open since {time}</source>
        <translation>Dienst {number}, open sinds {time}</translation>
    </message>
    <message>
        <source>Shift {shift_number} is not open any more. The sale was not saved and its goods are still in it. Open a shift, then take payment again.</source>
        <translation>Dienst {shift_number} is niet meer open. De verkoop is niet bewaard en de goederen staan er nog in. Open een dienst en reken dan opnieuw af.</translation>
    </message>
    <message>
        <source>Shift {subject} is closed and saved, and nothing is lost.</source>
        <translation>Dienst {subject} is gesloten en bewaard, en er is niets verloren.</translation>
    </message>
    <message>
        <source>Shipment</source>
        <translation>Zending</translation>
    </message>
    <message>
        <source>Shipment booked</source>
        <translation>Zending geboekt</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Verzending</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Te weinig</translation>
    </message>
    <message>
        <source>Shortest code</source>
        <translation>Kortste code</translation>
    </message>
    <message>
        <source>Show it now</source>
        <translation>Nu tonen</translation>
    </message>
    <message>
        <source>Shows the customer the goods, the total and the change on a second screen. It never shows a name, a phone number or a note of yours.</source>
        <translation>Toont de klant de goederen, het totaal en het wisselgeld op een tweede scherm. Het toont nooit een naam, een telefoonnummer of een opmerking van u.</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tekenen</translation>
    </message>
    <message>
        <source>Sign for a discount of {what}</source>
        <translation>Tekenen voor een korting van {what}</translation>
    </message>
    <message>
        <source>Sign for a price of {what}</source>
        <translation>Tekenen voor een prijs van {what}</translation>
    </message>
    <message>
        <source>Sign for less of what cost {what}</source>
        <translation>Tekenen voor minder van wat {what} kostte</translation>
    </message>
    <message>
        <source>Sign for taking out {what}</source>
        <translation>Tekenen voor het eruit halen van {what}</translation>
    </message>
    <message>
        <source>Sign for {amount}</source>
        <translation>Tekenen voor {amount}</translation>
    </message>
    <message>
        <source>Sign for {what}, given free</source>
        <translation>Tekenen voor {what}, gratis gegeven</translation>
    </message>
    <message>
        <source>Sign for: {move} of {amount}</source>
        <translation>Tekenen voor: {move} van {amount}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
    <message>
        <source>Sign in, then scan it again. Nothing was added.</source>
        <translation>Meld u aan en scan het opnieuw. Er is niets toegevoegd.</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>Getekend voor</translation>
    </message>
    <message>
        <source>Signed without a second person</source>
        <translation>Getekend zonder tweede persoon</translation>
    </message>
    <message>
        <source>Silent since</source>
        <translation>Stil sinds</translation>
    </message>
    <message>
        <source>Since {time}, not tried yet</source>
        <translation>Sinds {time}, nog niet geprobeerd</translation>
    </message>
    <message>
        <source>Since {time}. {failure}</source>
        <translation>Sinds {time}. {failure}</translation>
    </message>
    <message>
        <source>Small change</source>
        <translation>Kleingeld</translation>
    </message>
    <message>
        <source>So much is dropped only by a supervisor. Nothing is lost. Bring the sale back and take it out there: a PIN is asked for.</source>
        <translation>Zoveel laat alleen een supervisor vervallen. Er is niets verloren. Haal de verkoop terug en haal het er daar uit: er wordt een pincode gevraagd.</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkocht</translation>
    </message>
    <message>
        <source>Some news from central could not be read</source>
        <translation>Iets van de centrale was niet te lezen</translation>
    </message>
    <message>
        <source>Some prices or rules here differ from central&apos;s</source>
        <translation>Sommige prijzen of regels zijn hier anders dan bij de centrale</translation>
    </message>
    <message>
        <source>Somebody answered it, it was called off, or its time has passed. Nothing was changed and nothing is lost.</source>
        <translation>Iemand beantwoordde het, het is ingetrokken, of de tijd is om. Er is niets veranderd en niets verloren.</translation>
    </message>
    <message>
        <source>Somebody else asked</source>
        <translation>Iemand anders vroeg</translation>
    </message>
    <message>
        <source>Somebody else must decide</source>
        <translation>Iemand anders moet beslissen</translation>
    </message>
    <message>
        <source>Somebody else must sign</source>
        <translation>Iemand anders moet tekenen</translation>
    </message>
    <message>
        <source>Somebody else signs with a PIN.</source>
        <translation>Iemand anders tekent met een pincode.</translation>
    </message>
    <message>
        <source>Somebody else than the one who gives it back, with the right to approve. Nothing was given back and nothing is lost. Ask a supervisor.</source>
        <translation>Iemand anders dan wie teruggeeft, met het recht om goed te keuren. Er is niets teruggegeven en niets verloren. Vraag een supervisor.</translation>
    </message>
    <message>
        <source>Somebody else than the one who sells, with the right to approve. Nothing was changed and nothing is lost. Ask a supervisor.</source>
        <translation>Iemand anders dan wie verkoopt, met het recht om goed te keuren. Er is niets veranderd en niets verloren. Vraag een supervisor.</translation>
    </message>
    <message>
        <source>Somebody was faster</source>
        <translation>Iemand was sneller</translation>
    </message>
    <message>
        <source>Something else answered in central&apos;s place</source>
        <translation>Iets anders antwoordde in plaats van de centrale</translation>
    </message>
    <message>
        <source>Something else was opened first. Go back to the sale and scan it again.</source>
        <translation>Er is eerst iets anders geopend. Ga terug naar de verkoop en scan het opnieuw.</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>Er ontbreekt iets</translation>
    </message>
    <message>
        <source>Something was sold while the drawer was counted. Nothing is lost. Look at the figures, then close the shift again.</source>
        <translation>Er is iets verkocht terwijl de lade geteld werd. Er is niets verloren. Kijk naar de cijfers en sluit de dienst dan opnieuw.</translation>
    </message>
    <message>
        <source>Special quote</source>
        <translation>Bijzondere offerte</translation>
    </message>
    <message>
        <source>Special quote needed: press F5.</source>
        <translation>Bijzondere offerte nodig: druk op F5.</translation>
    </message>
    <message>
        <source>Special quotes</source>
        <translation>Bijzondere offertes</translation>
    </message>
    <message>
        <source>Split it into smaller pieces</source>
        <translation>Verdeel het in kleinere stuks</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personeel</translation>
    </message>
    <message>
        <source>Start the till</source>
        <translation>Kassa starten</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Start op</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Toestand</translation>
    </message>
    <message>
        <source>Statements are sent from a till at work. Nothing was changed and nothing is lost.</source>
        <translation>Afschriften worden verzonden van een kassa in bedrijf. Er is niets veranderd en niets verloren.</translation>
    </message>
    <message>
        <source>Statements need the line</source>
        <translation>Afschriften hebben de lijn nodig</translation>
    </message>
    <message>
        <source>Stays with the line. It is never printed.</source>
        <translation>Blijft bij de regel. Het wordt nooit afgedrukt.</translation>
    </message>
    <message>
        <source>Still due</source>
        <translation>Nog open</translation>
    </message>
    <message>
        <source>Still due in cash</source>
        <translation>Nog open, contant</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>Ontbreekt nog</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestopt</translation>
    </message>
    <message>
        <source>Stopped waiting</source>
        <translation>Wachten gestopt</translation>
    </message>
    <message>
        <source>Stopped, no file was written</source>
        <translation>Gestopt, er is geen bestand geschreven</translation>
    </message>
    <message>
        <source>Stopping after the rows at hand …</source>
        <translation>Stopt na de rijen van nu …</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Winkeltegoed</translation>
    </message>
    <message>
        <source>Store credit made</source>
        <translation>Winkeltegoed gemaakt</translation>
    </message>
    <message>
        <source>Store credit or voucher</source>
        <translation>Winkeltegoed of tegoedbon</translation>
    </message>
    <message>
        <source>Subtotal, {items}</source>
        <translation>Subtotaal, {items}</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>Supervisor&apos;s desk</source>
        <translation>Bureau van de supervisor</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Leverancier</translation>
    </message>
    <message>
        <source>Suriname dollars</source>
        <translation>Surinaamse dollars</translation>
    </message>
    <message>
        <source>Switched off by the office</source>
        <translation>Uitgezet door het kantoor</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Take another payment</source>
        <translation>Anders betalen</translation>
    </message>
    <message>
        <source>Take both together</source>
        <translation>Beide samen nemen</translation>
    </message>
    <message>
        <source>Take both together, or what is not paid</source>
        <translation>Beide samen nemen, of wat niet betaald is</translation>
    </message>
    <message>
        <source>Take for this sale</source>
        <translation>Voor deze verkoop nemen</translation>
    </message>
    <message>
        <source>Take goods back</source>
        <translation>Goederen terugnemen</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>Eraf halen</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Eruit halen</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Eruit halen</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Afrekenen</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>Laatste wijziging terugnemen</translation>
    </message>
    <message>
        <source>Take the last one back; a payment asks first</source>
        <translation>Neem de laatste terug; een betaling vraagt eerst</translation>
    </message>
    <message>
        <source>Take the new prices</source>
        <translation>De nieuwe prijzen nemen</translation>
    </message>
    <message>
        <source>Take the piece out</source>
        <translation>Stuk eruit halen</translation>
    </message>
    <message>
        <source>Taken back {at}</source>
        <translation>Ingetrokken {at}</translation>
    </message>
    <message>
        <source>Taken by the terminal, {symbol}</source>
        <translation>Door de terminal genomen, {symbol}</translation>
    </message>
    <message>
        <source>Taken without its size: it cannot be read</source>
        <translation>Genomen zonder maat: die is niet te lezen</translation>
    </message>
    <message>
        <source>Taken without its weight: it cannot be read</source>
        <translation>Genomen zonder gewicht: dat is niet te lezen</translation>
    </message>
    <message>
        <source>Taken without that barcode: it cannot be read</source>
        <translation>Genomen zonder die streepjescode: ze is niet te lezen</translation>
    </message>
    <message>
        <source>Taken: a price of zero, the till asks for one</source>
        <translation>Genomen: een prijs van nul, de kassa vraagt er een</translation>
    </message>
    <message>
        <source>Taken: a tax class without a VAT rate, it cannot be sold yet</source>
        <translation>Genomen: een btw-klasse zonder tarief, nog niet te verkopen</translation>
    </message>
    <message>
        <source>Taken: another item has its barcode too</source>
        <translation>Genomen: een ander artikel heeft die streepjescode ook</translation>
    </message>
    <message>
        <source>Taken: no price, the till asks for one</source>
        <translation>Genomen: geen prijs, de kassa vraagt er een</translation>
    </message>
    <message>
        <source>Taken: no weight</source>
        <translation>Genomen: geen gewicht</translation>
    </message>
    <message>
        <source>Takings</source>
        <translation>Ontvangsten</translation>
    </message>
    <message>
        <source>Talked to them</source>
        <translation>Met hen gesproken</translation>
    </message>
    <message>
        <source>Tax invoice for a business</source>
        <translation>Btw-factuur voor een bedrijf</translation>
    </message>
    <message>
        <source>Tax invoice for {name}</source>
        <translation>Btw-factuur voor {name}</translation>
    </message>
    <message>
        <source>Tax invoice: large, or not paid in cash alone.</source>
        <translation>Btw-factuur: groot bedrag, of niet alleen contant betaald.</translation>
    </message>
    <message>
        <source>Tax invoice: made out to a business.</source>
        <translation>Btw-factuur: op naam van een bedrijf.</translation>
    </message>
    <message>
        <source>Tell scans from typing</source>
        <translation>Scans van typen onderscheiden</translation>
    </message>
    <message>
        <source>Test it, or save a report as PDF</source>
        <translation>Testen, of een rapport als PDF bewaren</translation>
    </message>
    <message>
        <source>Test the scanner</source>
        <translation>Scanner testen</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Dank u</translation>
    </message>
    <message>
        <source>That PIN is not right</source>
        <translation>Die pincode klopt niet</translation>
    </message>
    <message>
        <source>That PIN is not right, {tries}.</source>
        <translation>Die pincode klopt niet, {tries}.</translation>
    </message>
    <message>
        <source>That PIN is not right. Type it again.</source>
        <translation>Die pincode klopt niet. Typ hem opnieuw.</translation>
    </message>
    <message>
        <source>That PIN is not taken yet</source>
        <translation>Die pincode wordt nog niet aangenomen</translation>
    </message>
    <message>
        <source>That case is gone</source>
        <translation>Dat geval is weg</translation>
    </message>
    <message>
        <source>That enrolment code is not right</source>
        <translation>Die inschrijfcode klopt niet</translation>
    </message>
    <message>
        <source>That is more than {most} {currency}. Nothing is lost. Type a smaller amount.</source>
        <translation>Dat is meer dan {most} {currency}. Er is niets verloren. Typ een kleiner bedrag.</translation>
    </message>
    <message>
        <source>That is no day</source>
        <translation>Dat is geen dag</translation>
    </message>
    <message>
        <source>That is not a PIN</source>
        <translation>Dat is geen pincode</translation>
    </message>
    <message>
        <source>That is not an address of central</source>
        <translation>Dat is geen adres van de centrale</translation>
    </message>
    <message>
        <source>That is too long</source>
        <translation>Dat is te lang</translation>
    </message>
    <message>
        <source>That is too many rows</source>
        <translation>Dat zijn te veel rijen</translation>
    </message>
    <message>
        <source>That lies in Region {region}. It is kept: ask once more.</source>
        <translation>Dat ligt in Regio {region}. Het blijft staan: vraag het na.</translation>
    </message>
    <message>
        <source>That line is gone</source>
        <translation>Die regel is weg</translation>
    </message>
    <message>
        <source>That paper is not in the queue</source>
        <translation>Dat papier staat niet in de rij</translation>
    </message>
    <message>
        <source>That paper waits no more</source>
        <translation>Dat papier wacht niet meer</translation>
    </message>
    <message>
        <source>That price is not approved</source>
        <translation>Die prijs is niet goedgekeurd</translation>
    </message>
    <message>
        <source>That sale is not parked any more</source>
        <translation>Die verkoop is niet meer geparkeerd</translation>
    </message>
    <message>
        <source>That was another sale</source>
        <translation>Dat was een andere verkoop</translation>
    </message>
    <message>
        <source>That weight is too old to be used</source>
        <translation>Dat gewicht is te oud om te gebruiken</translation>
    </message>
    <message>
        <source>That you saw the cash is kept.</source>
        <translation>Dat u het contant geld zag, wordt bewaard.</translation>
    </message>
    <message>
        <source>The PDF is saved</source>
        <translation>De PDF is bewaard</translation>
    </message>
    <message>
        <source>The PDF was not written</source>
        <translation>De PDF is niet geschreven</translation>
    </message>
    <message>
        <source>The X report is printed.</source>
        <translation>Het X-rapport is afgedrukt.</translation>
    </message>
    <message>
        <source>The Z report is printed.</source>
        <translation>Het Z-rapport is geprint.</translation>
    </message>
    <message>
        <source>The agent&apos;s other bookings are open. One comes back when the office closes it.</source>
        <translation>De andere boekingen van de agent staan open. Er komt er een terug als het kantoor haar sluit.</translation>
    </message>
    <message>
        <source>The answer came late. Nothing was changed. Press F4 to read the scale again.</source>
        <translation>Het antwoord kwam te laat. Er is niets veranderd. Druk op F4 om de weegschaal opnieuw te lezen.</translation>
    </message>
    <message>
        <source>The answer came too late</source>
        <translation>Het antwoord kwam te laat</translation>
    </message>
    <message>
        <source>The answer was damaged on its way</source>
        <translation>Het antwoord raakte onderweg beschadigd</translation>
    </message>
    <message>
        <source>The bank&apos;s terminal took {amount} with code {code}: press Esc and put goods back for as much, or void it there.</source>
        <translation>De terminal van de bank nam {amount} met code {code}: druk op Esc en zet voor zoveel goederen terug in de verkoop, of annuleer het daar.</translation>
    </message>
    <message>
        <source>The bank&apos;s terminal took {amount} with code {code}: void it there, or type it in again if the sale goes on.</source>
        <translation>De terminal van de bank nam {amount} met code {code}: annuleer het daar, of typ het weer in als de verkoop doorgaat.</translation>
    </message>
    <message>
        <source>The carrier does not take it</source>
        <translation>De vervoerder neemt het niet aan</translation>
    </message>
    <message>
        <source>The case was closed meanwhile. Nothing was sent.</source>
        <translation>Het geval is intussen gesloten. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>The cashier is told why.</source>
        <translation>De kassier leest waarom.</translation>
    </message>
    <message>
        <source>The catalog cannot be read</source>
        <translation>De catalogus is niet te lezen</translation>
    </message>
    <message>
        <source>The code comes in a moment. Press Esc to take another payment.</source>
        <translation>De code komt zo. Druk op Esc om anders te betalen.</translation>
    </message>
    <message>
        <source>The code is empty. Nothing is lost. Scan it again, or type it.</source>
        <translation>De code is leeg. Er is niets verloren. Scan opnieuw, of typ hem.</translation>
    </message>
    <message>
        <source>The console that stands for the printer is closed.</source>
        <translation>De console die voor de printer staat is gesloten.</translation>
    </message>
    <message>
        <source>The credit&apos;s number</source>
        <translation>Nummer van het tegoed</translation>
    </message>
    <message>
        <source>The customer agrees to a store credit</source>
        <translation>De klant stemt in met winkeltegoed</translation>
    </message>
    <message>
        <source>The customer is here with the receipt</source>
        <translation>De klant is hier met de bon</translation>
    </message>
    <message>
        <source>The customer paid in another way</source>
        <translation>De klant betaalde op een andere manier</translation>
    </message>
    <message>
        <source>The customers are read</source>
        <translation>De klanten zijn ingelezen</translation>
    </message>
    <message>
        <source>The desk shows what is known of people. A supervisor opens it with a PIN: F12.</source>
        <translation>Het bureau toont wat van mensen bekend is. Een supervisor opent het met een pincode: F12.</translation>
    </message>
    <message>
        <source>The disk is failing</source>
        <translation>De schijf begeeft het</translation>
    </message>
    <message>
        <source>The disk is filling up</source>
        <translation>De schijf raakt vol</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>De schijf is vol</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>De schijf is bijna vol</translation>
    </message>
    <message>
        <source>The disk or folder is read-only. Nothing was changed and nothing is lost. Free the folder for writing, then press the key again.</source>
        <translation>De schijf of map is alleen te lezen. Er is niets veranderd en niets verloren. Maak de map schrijfbaar en druk de toets opnieuw in.</translation>
    </message>
    <message>
        <source>The dispute is settled: nothing was paid, and nothing is waited for any more.</source>
        <translation>De betwisting is geregeld: er is niets betaald, en er wordt op niets meer gewacht.</translation>
    </message>
    <message>
        <source>The document has run out</source>
        <translation>Het document is verlopen</translation>
    </message>
    <message>
        <source>The drawer did not open</source>
        <translation>De lade ging niet open</translation>
    </message>
    <message>
        <source>The drawer is being opened.</source>
        <translation>De lade gaat open.</translation>
    </message>
    <message>
        <source>The drawer is counted blind: the sums of an open shift are shown after its count.</source>
        <translation>De lade wordt blind geteld: de sommen van een open dienst staan er na de telling.</translation>
    </message>
    <message>
        <source>The drawer is counted in {currency}. Nothing was changed. Count it again.</source>
        <translation>De lade wordt geteld in {currency}. Er is niets veranderd. Tel het opnieuw.</translation>
    </message>
    <message>
        <source>The drawer is open.</source>
        <translation>De lade is open.</translation>
    </message>
    <message>
        <source>The drawer is {amount} off</source>
        <translation>De lade verschilt {amount}</translation>
    </message>
    <message>
        <source>The drawer is {sums} off. Nothing is lost and nothing was closed. Ask a supervisor to type a PIN, then close the shift.</source>
        <translation>De lade verschilt {sums}. Er is niets verloren en niets gesloten. Laat een supervisor een pincode typen en sluit dan de dienst.</translation>
    </message>
    <message>
        <source>The drawer should hold less than {amount}. Nothing was changed. Count what you take out, and type it again.</source>
        <translation>In de lade hoort minder dan {amount} te liggen. Er is niets veranderd. Tel wat u eruit haalt en typ het opnieuw.</translation>
    </message>
    <message>
        <source>The drawer was told to open. If it stayed shut, it is stuck or not plugged into the printer: use its key.</source>
        <translation>De lade moest open. Bleef hij dicht, dan klemt hij of zit hij niet aan de printer: gebruik de sleutel.</translation>
    </message>
    <message>
        <source>The e-mail address is too long</source>
        <translation>Het e-mailadres is te lang</translation>
    </message>
    <message>
        <source>The evidence does not fit</source>
        <translation>Het bewijs past niet</translation>
    </message>
    <message>
        <source>The exchange was called off</source>
        <translation>De ruil is ingetrokken</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>Het bestand is niet te lezen</translation>
    </message>
    <message>
        <source>The file cannot be written</source>
        <translation>Het bestand is niet te schrijven</translation>
    </message>
    <message>
        <source>The file is checked and ready to send</source>
        <translation>Het bestand is gecontroleerd en klaar om te verzenden</translation>
    </message>
    <message>
        <source>The file is checked, nothing was changed</source>
        <translation>Het bestand is gecontroleerd, er is niets veranderd</translation>
    </message>
    <message>
        <source>The file is not what you typed</source>
        <translation>Het bestand is niet wat u typte</translation>
    </message>
    <message>
        <source>The file is where it was and nothing is lost. Send it again: a row counts only once.</source>
        <translation>Het bestand staat waar het stond en er is niets verloren. Verzend het opnieuw: een rij telt maar één keer.</translation>
    </message>
    <message>
        <source>The file is where it was and nothing is lost. Send it again: what central has of it already stays as it is.</source>
        <translation>Het bestand staat waar het stond en er is niets verloren. Verzend het opnieuw: wat de centrale er al van heeft, blijft zoals het is.</translation>
    </message>
    <message>
        <source>The file says {marked}, the mapping {encoding}</source>
        <translation>Het bestand zegt {marked}, de indeling {encoding}</translation>
    </message>
    <message>
        <source>The file was not written</source>
        <translation>Het bestand is niet geschreven</translation>
    </message>
    <message>
        <source>The first {number}, the newest on top</source>
        <translation>De eerste {number}, de nieuwste bovenaan</translation>
    </message>
    <message>
        <source>The first {number}; type more of the name</source>
        <translation>De eerste {number}; typ meer van de naam</translation>
    </message>
    <message>
        <source>The float is an amount in {currency}, zero or more. Nothing was changed. Type it again.</source>
        <translation>Het wisselgeld is een bedrag in {currency}, nul of meer. Er is niets veranderd. Typ het opnieuw.</translation>
    </message>
    <message>
        <source>The float was wrong</source>
        <translation>Het wisselgeld klopte niet</translation>
    </message>
    <message>
        <source>The folder cannot be made</source>
        <translation>De map kan niet gemaakt worden</translation>
    </message>
    <message>
        <source>The folder is missing or may not be written. Nothing was changed and nothing is lost. Check the disk and the folder&apos;s rights, then start again.</source>
        <translation>De map ontbreekt of mag niet geschreven worden. Er is niets veranderd en niets verloren. Kijk naar de schijf en de rechten van de map en start dan opnieuw.</translation>
    </message>
    <message>
        <source>The folder that stands for the printer cannot be written ({reason}).</source>
        <translation>De map die voor de printer staat is niet te schrijven ({reason}).</translation>
    </message>
    <message>
        <source>The goods are given to the customer now. What is known of the money stays.</source>
        <translation>De klant krijgt de goederen nu. Wat van het geld bekend is, blijft zo.</translation>
    </message>
    <message>
        <source>The goods are handed over now</source>
        <translation>De goederen worden nu meegegeven</translation>
    </message>
    <message>
        <source>The goods are sent to the customer</source>
        <translation>De goederen worden naar de klant gestuurd</translation>
    </message>
    <message>
        <source>The goods are still here.</source>
        <translation>De goederen zijn nog hier.</translation>
    </message>
    <message>
        <source>The goods came back</source>
        <translation>De goederen kwamen terug</translation>
    </message>
    <message>
        <source>The goods stay here and may be sold again. Take the sale back at Returns. If the money comes after all, it comes back to you.</source>
        <translation>De goederen blijven hier en mogen weer verkocht worden. Neem de verkoop terug bij Retouren. Komt het geld toch nog, dan komt het bij u terug.</translation>
    </message>
    <message>
        <source>The goods stay here until it is verified</source>
        <translation>De goederen blijven hier tot het is nagegaan</translation>
    </message>
    <message>
        <source>The goods stay here, or not</source>
        <translation>De goederen blijven hier, of niet</translation>
    </message>
    <message>
        <source>The key file cannot be written ({reason}). Nothing was overwritten. Free some disk space or correct the folder&apos;s rights, then start again.</source>
        <translation>Het sleutelbestand is niet te schrijven ({reason}). Er is niets overschreven. Maak schijfruimte vrij of herstel de rechten van de map en start dan opnieuw.</translation>
    </message>
    <message>
        <source>The key file does not open here: the folder was copied from another computer, or the file was changed. Nothing was overwritten. Start the till on the computer it was enrolled on, or ask the office to recover it or to enrol this one anew.</source>
        <translation>Het sleutelbestand opent hier niet: de map is van een andere computer gekopieerd, of het bestand is veranderd. Er is niets overschreven. Start de kassa op de computer waarop ze is ingeschreven, of laat het kantoor haar herstellen of deze opnieuw inschrijven.</translation>
    </message>
    <message>
        <source>The key ring does not answer</source>
        <translation>De sleutelring antwoordt niet</translation>
    </message>
    <message>
        <source>The labels of {waybill} go to the printer</source>
        <translation>De etiketten van {waybill} gaan naar de printer</translation>
    </message>
    <message>
        <source>The labels were not printed</source>
        <translation>De etiketten zijn niet afgedrukt</translation>
    </message>
    <message>
        <source>The last day is before the first. Nothing is lost. Turn them round.</source>
        <translation>De laatste dag is voor de eerste. Er is niets verloren. Draai ze om.</translation>
    </message>
    <message>
        <source>The last one {time}</source>
        <translation>De laatste {time}</translation>
    </message>
    <message>
        <source>The last step was not saved; everything before it is. Delete files that are not the till&apos;s, then press the key again.</source>
        <translation>De laatste stap is niet bewaard; alles ervoor wel. Wis bestanden die niet van de kassa zijn en druk de toets opnieuw in.</translation>
    </message>
    <message>
        <source>The line broke off</source>
        <translation>De lijn viel weg</translation>
    </message>
    <message>
        <source>The line is down</source>
        <translation>De lijn is weg</translation>
    </message>
    <message>
        <source>The line is too slow</source>
        <translation>De lijn is te traag</translation>
    </message>
    <message>
        <source>The link is gone. An answer comes when it is back, within {left}.</source>
        <translation>De lijn is weg. Een antwoord komt als ze terug is, binnen {left}.</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>De lijst</translation>
    </message>
    <message>
        <source>The list could not be read. Nothing is lost. Press F5 to look again.</source>
        <translation>De lijst was niet te lezen. Er is niets verloren. Druk op F5 om opnieuw te kijken.</translation>
    </message>
    <message>
        <source>The load is still moving</source>
        <translation>De last beweegt nog</translation>
    </message>
    <message>
        <source>The load is too heavy for this scale</source>
        <translation>De last is te zwaar voor deze weegschaal</translation>
    </message>
    <message>
        <source>The mapping cannot be used</source>
        <translation>De indeling is niet te gebruiken</translation>
    </message>
    <message>
        <source>The mapping is too young for this statement</source>
        <translation>De indeling is te jong voor dit afschrift</translation>
    </message>
    <message>
        <source>The message was not real</source>
        <translation>Het bericht was niet echt</translation>
    </message>
    <message>
        <source>The money is there, and the goods are still here: the customer may have them.</source>
        <translation>Het geld is er, en de goederen zijn nog hier: de klant mag ze hebben.</translation>
    </message>
    <message>
        <source>The name of its queue on this computer</source>
        <translation>De naam van zijn wachtrij op deze computer</translation>
    </message>
    <message>
        <source>The next kind</source>
        <translation>De volgende soort</translation>
    </message>
    <message>
        <source>The next reason</source>
        <translation>De volgende reden</translation>
    </message>
    <message>
        <source>The office has not said how statements are read</source>
        <translation>Het kantoor zei niet hoe afschriften gelezen worden</translation>
    </message>
    <message>
        <source>The office has not set it up, or its service is down. Nothing was asked for and nothing is lost. Take another payment.</source>
        <translation>Het kantoor heeft het niet ingesteld, of de service ligt stil. Er is niets gevraagd en niets verloren. Betaal anders.</translation>
    </message>
    <message>
        <source>The office has sent no words to agree to. Nothing is lost and nothing was changed. Leave it open and ask the office.</source>
        <translation>Het kantoor heeft geen tekst gestuurd om mee in te stemmen. Er is niets verloren en niets veranderd. Laat het open en vraag het kantoor.</translation>
    </message>
    <message>
        <source>The office is asked to look into it. The sale stays as it is.</source>
        <translation>Het kantoor wordt gevraagd het uit te zoeken. De verkoop blijft zoals hij is.</translation>
    </message>
    <message>
        <source>The office keeps tills from asking it for now. Claims wait and nothing is lost; take another way of paying.</source>
        <translation>Het kantoor laat kassa&apos;s er nu niet naar vragen. Claims wachten en er is niets verloren; laat anders betalen.</translation>
    </message>
    <message>
        <source>The office leaves rows of its kind out. Nothing was changed.</source>
        <translation>Het kantoor laat rijen van die soort weg. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>The office makes a code for each new till and tells you central&apos;s address. Type both as they were given to you.</source>
        <translation>Het kantoor maakt een code voor elke nieuwe kassa en geeft u het adres van de centrale. Typ beide zoals u ze kreeg.</translation>
    </message>
    <message>
        <source>The oldest is of {at}.</source>
        <translation>Het oudste is van {at}.</translation>
    </message>
    <message>
        <source>The other money</source>
        <translation>Het andere geld</translation>
    </message>
    <message>
        <source>The other sale is not what it was on screen. Nothing is lost and nothing was changed. Look at both again, then choose.</source>
        <translation>De andere verkoop is niet meer wat op het scherm stond. Er is niets verloren en niets veranderd. Kijk nog eens naar beide en kies dan.</translation>
    </message>
    <message>
        <source>The other tills are asked. They have {left}; somebody here can still sign.</source>
        <translation>De andere kassa&apos;s zijn gevraagd. Zij hebben {left}; iemand hier kan nog tekenen.</translation>
    </message>
    <message>
        <source>The paper waits in the queue and nothing is lost.</source>
        <translation>Het papier wacht in de rij en er is niets verloren.</translation>
    </message>
    <message>
        <source>The paper was not printed</source>
        <translation>Het papier is niet afgedrukt</translation>
    </message>
    <message>
        <source>The part of the program that talks to central has a fault</source>
        <translation>Het deel van het programma dat met de centrale praat heeft een fout</translation>
    </message>
    <message>
        <source>The payment is taken, and the receipt says so.</source>
        <translation>De betaling is aangenomen, en het staat op de bon.</translation>
    </message>
    <message>
        <source>The payment of {amount} is recorded and not lost: take no cash for it. Press Esc and put goods back for as much, or ask the office to give it back.</source>
        <translation>De betaling van {amount} is vastgelegd en niet verloren: neem er geen contant geld voor aan. Druk op Esc en zet voor zoveel goederen terug in de verkoop, of laat het kantoor haar teruggeven.</translation>
    </message>
    <message>
        <source>The payment stays as it is. The alarm is noted as false, with its rules, and counted.</source>
        <translation>De betaling blijft zoals ze is. Het alarm wordt als vals genoteerd, met zijn regels, en geteld.</translation>
    </message>
    <message>
        <source>The photo is being read</source>
        <translation>De foto wordt gelezen</translation>
    </message>
    <message>
        <source>The price is in {currency}. The till that asked books this shipment at it, once, while it holds.</source>
        <translation>De prijs is in {currency}. De kassa die vroeg boekt deze zending ervoor, één keer, zolang hij geldt.</translation>
    </message>
    <message>
        <source>The price of a shipment in this sale no longer held, so it was priced afresh. Nothing is lost and nothing was taken. Look at the new total, then take payment again.</source>
        <translation>De prijs van een zending in deze verkoop gold niet meer en is opnieuw berekend. Er is niets verloren en niets aangenomen. Kijk naar het nieuwe totaal en reken dan opnieuw af.</translation>
    </message>
    <message>
        <source>The price of line {line_no}, {name}, no longer holds. Nothing is lost. Open the shipment and add it again at today&apos;s price.</source>
        <translation>De prijs van regel {line_no}, {name}, geldt niet meer. Er is niets verloren. Open de zending en voeg haar opnieuw toe tegen de prijs van vandaag.</translation>
    </message>
    <message>
        <source>The printer did not finish.</source>
        <translation>De printer maakte het niet af.</translation>
    </message>
    <message>
        <source>The printer does not answer any more.</source>
        <translation>De printer antwoordt niet meer.</translation>
    </message>
    <message>
        <source>The printer has no paper.</source>
        <translation>De printer heeft geen papier.</translation>
    </message>
    <message>
        <source>The printer has stopped with an error. Switch it off and on.</source>
        <translation>De printer is met een fout gestopt. Zet hem uit en aan.</translation>
    </message>
    <message>
        <source>The printer is not ready</source>
        <translation>De printer is niet klaar</translation>
    </message>
    <message>
        <source>The printer is paused.</source>
        <translation>De printer staat op pauze.</translation>
    </message>
    <message>
        <source>The printer it hangs on does not answer: {error}.</source>
        <translation>De printer waar ze aan hangt antwoordt niet: {error}.</translation>
    </message>
    <message>
        <source>The printer {name} does not answer: {error}.</source>
        <translation>De printer {name} antwoordt niet: {error}.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>De klep van de printer staat open.</translation>
    </message>
    <message>
        <source>The printers&apos; settings cannot be read</source>
        <translation>De instellingen van de printers zijn niet te lezen</translation>
    </message>
    <message>
        <source>The printers&apos; settings were not kept</source>
        <translation>De instellingen van de printers zijn niet bewaard</translation>
    </message>
    <message>
        <source>The provider cannot give it back</source>
        <translation>De aanbieder kan het niet teruggeven</translation>
    </message>
    <message>
        <source>The provider, or somebody who looked there, says it was not paid so.</source>
        <translation>De aanbieder, of iemand die daar keek, zegt dat er zo niet betaald is.</translation>
    </message>
    <message>
        <source>The question comes to their phone in a moment. Press Esc to take another payment.</source>
        <translation>De vraag komt zo op hun telefoon. Druk op Esc om anders te betalen.</translation>
    </message>
    <message>
        <source>The quote has ended</source>
        <translation>De offerte is verlopen</translation>
    </message>
    <message>
        <source>The rate sheet prices this shipment. Nothing is lost. Press F12 to add it to the sale.</source>
        <translation>Het tariefblad heeft een prijs voor deze zending. Er is niets verloren. Druk op F12 om haar in de verkoop te zetten.</translation>
    </message>
    <message>
        <source>The receipt goes to {address}</source>
        <translation>De bon gaat naar {address}</translation>
    </message>
    <message>
        <source>The report is saved as CSV</source>
        <translation>Het rapport is bewaard als CSV</translation>
    </message>
    <message>
        <source>The report is saved as PDF</source>
        <translation>Het rapport is bewaard als PDF</translation>
    </message>
    <message>
        <source>The report was not saved</source>
        <translation>Het rapport is niet bewaard</translation>
    </message>
    <message>
        <source>The rest is a store credit: {code}</source>
        <translation>De rest is een winkeltegoed: {code}</translation>
    </message>
    <message>
        <source>The sale before was parked as No. {number}.</source>
        <translation>De verkoop hiervoor is geparkeerd als nr. {number}.</translation>
    </message>
    <message>
        <source>The sale has changed</source>
        <translation>De verkoop is veranderd</translation>
    </message>
    <message>
        <source>The sale is empty. Nothing is lost. Scan an item first.</source>
        <translation>De verkoop is leeg. Er is niets verloren. Scan eerst een artikel.</translation>
    </message>
    <message>
        <source>The sale is empty. Nothing is lost. Scan an item, or type a name, code or barcode.</source>
        <translation>De verkoop is leeg. Er is niets verloren. Scan een artikel, of typ een naam, code of streepjescode.</translation>
    </message>
    <message>
        <source>The sale is saved as {subject} and nothing is lost.</source>
        <translation>De verkoop is bewaard als {subject} en er is niets verloren.</translation>
    </message>
    <message>
        <source>The sale is taken back</source>
        <translation>De verkoop wordt teruggenomen</translation>
    </message>
    <message>
        <source>The sale stands. Approved is not verified: if {name} disagrees, it comes back to you.</source>
        <translation>De verkoop blijft staan. Goedgekeurd is niet nagegaan: is {name} het er niet mee eens, dan komt het bij u terug.</translation>
    </message>
    <message>
        <source>The sale waits for it. Esc goes back to the payment, and nothing is sold.</source>
        <translation>De verkoop wacht erop. Esc gaat terug naar de betaling, en er is niets verkocht.</translation>
    </message>
    <message>
        <source>The sale was taken back</source>
        <translation>De verkoop is teruggenomen</translation>
    </message>
    <message>
        <source>The scale cannot be reached</source>
        <translation>De weegschaal is niet te bereiken</translation>
    </message>
    <message>
        <source>The scale did not understand</source>
        <translation>De weegschaal begreep het niet</translation>
    </message>
    <message>
        <source>The scale does not answer</source>
        <translation>De weegschaal antwoordt niet</translation>
    </message>
    <message>
        <source>The scale has not found its zero</source>
        <translation>De weegschaal heeft zijn nul niet gevonden</translation>
    </message>
    <message>
        <source>The scale is empty</source>
        <translation>De weegschaal is leeg</translation>
    </message>
    <message>
        <source>The scale shows another unit</source>
        <translation>De weegschaal toont een andere eenheid</translation>
    </message>
    <message>
        <source>The scale shows less than zero</source>
        <translation>De weegschaal toont minder dan nul</translation>
    </message>
    <message>
        <source>The scale shows {weight}. Type over it, and it is marked as typed.</source>
        <translation>De weegschaal toont {weight}. Typ eroverheen en het wordt als getypt gemerkt.</translation>
    </message>
    <message>
        <source>The scale&apos;s answer cannot be read</source>
        <translation>Het antwoord van de weegschaal is niet te lezen</translation>
    </message>
    <message>
        <source>The search field</source>
        <translation>Het zoekveld</translation>
    </message>
    <message>
        <source>The settings were not kept</source>
        <translation>De instellingen zijn niet bewaard</translation>
    </message>
    <message>
        <source>The shift has changed</source>
        <translation>De dienst is veranderd</translation>
    </message>
    <message>
        <source>The shipment needs you.</source>
        <translation>De zending heeft u nodig.</translation>
    </message>
    <message>
        <source>The special quote has ended</source>
        <translation>De bijzondere offerte is verlopen</translation>
    </message>
    <message>
        <source>The statement cannot be read</source>
        <translation>Het afschrift is niet te lezen</translation>
    </message>
    <message>
        <source>The statement was not imported</source>
        <translation>Het afschrift is niet geïmporteerd</translation>
    </message>
    <message>
        <source>The store owes the customer this money. The provider is asked no more.</source>
        <translation>De winkel is de klant dit geld schuldig. De aanbieder wordt niet meer gevraagd.</translation>
    </message>
    <message>
        <source>The test page is at the printer. If no paper comes, look at its power and paper.</source>
        <translation>De testpagina is bij de printer. Komt er geen papier, kijk dan naar stroom en papier.</translation>
    </message>
    <message>
        <source>The till is busy</source>
        <translation>De kassa is bezig</translation>
    </message>
    <message>
        <source>The till knows this scanner.</source>
        <translation>De kassa kent deze scanner.</translation>
    </message>
    <message>
        <source>The till locked itself.</source>
        <translation>De kassa vergrendelde zichzelf.</translation>
    </message>
    <message>
        <source>The till of this receipt is not known here</source>
        <translation>De kassa van deze bon is hier niet bekend</translation>
    </message>
    <message>
        <source>The till that it names did not sign it for {receipt}. Nothing was given back. Keep the paper and ask the office.</source>
        <translation>De kassa die erop staat tekende niet voor {receipt}. Er is niets teruggegeven. Bewaar het papier en vraag het kantoor.</translation>
    </message>
    <message>
        <source>The till&apos;s folder cannot be used</source>
        <translation>De map van de kassa is niet te gebruiken</translation>
    </message>
    <message>
        <source>The usual price for it</source>
        <translation>De gewone prijs ervoor</translation>
    </message>
    <message>
        <source>The usual printer</source>
        <translation>De gewone printer</translation>
    </message>
    <message>
        <source>The value for {what} that this till was sent makes no sense. Nothing is lost. Ask the office to send it again.</source>
        <translation>De waarde voor {what} die deze kassa kreeg klopt niet. Er is niets verloren. Laat het kantoor hem opnieuw sturen.</translation>
    </message>
    <message>
        <source>The way it was paid</source>
        <translation>Zoals er is betaald</translation>
    </message>
    <message>
        <source>The whole shipment is heavier than the limit.</source>
        <translation>De hele zending is zwaarder dan de grens.</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Daar</translation>
    </message>
    <message>
        <source>There is no answer to go on with</source>
        <translation>Er is geen antwoord om mee door te gaan</translation>
    </message>
    <message>
        <source>There is no backup that opens</source>
        <translation>Er is geen reservekopie die opent</translation>
    </message>
    <message>
        <source>There is no link, so nobody can be asked from afar: somebody here signs.</source>
        <translation>Er is geen lijn, dus niemand kan op afstand gevraagd worden: iemand hier tekent.</translation>
    </message>
    <message>
        <source>There is no link. The code comes when there is one; Esc takes another payment.</source>
        <translation>Er is geen lijn. De code komt als ze er is; met Esc betaalt u anders.</translation>
    </message>
    <message>
        <source>There is no link. They are asked when there is one; Esc takes another payment.</source>
        <translation>Er is geen lijn. Ze worden gevraagd als ze er is; met Esc betaalt u anders.</translation>
    </message>
    <message>
        <source>There is no price to book with</source>
        <translation>Er is geen prijs om voor te boeken</translation>
    </message>
    <message>
        <source>There is no second screen</source>
        <translation>Er is geen tweede scherm</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Dat bestand is er niet.</translation>
    </message>
    <message>
        <source>There is no time zone called {zone}. Nothing is lost. Ask the office to correct it, as in America/Guyana.</source>
        <translation>Er is geen tijdzone {zone}. Er is niets verloren. Laat het kantoor hem verbeteren, zoals America/Guyana.</translation>
    </message>
    <message>
        <source>There is not so much in the drawer</source>
        <translation>Zoveel ligt er niet in de lade</translation>
    </message>
    <message>
        <source>There is nothing in the sale yet. Nothing is lost. Scan something, or press F7 to bring a parked sale back.</source>
        <translation>Er staat nog niets in de verkoop. Er is niets verloren. Scan iets, of druk op F7 om een geparkeerde verkoop terug te halen.</translation>
    </message>
    <message>
        <source>There is nothing to take a discount off.</source>
        <translation>Er is niets om korting op te geven.</translation>
    </message>
    <message>
        <source>There should be {currency} in the drawer. Nothing was changed. Count them, then close the shift.</source>
        <translation>Er hoort {currency} in de lade te liggen. Er is niets veranderd. Tel ze en sluit dan de dienst.</translation>
    </message>
    <message>
        <source>There were {failures} wrong PINs in a row. Wait {wait_s}, or choose somebody else. The sale is kept and nothing is lost.</source>
        <translation>Er waren {failures} foute pincodes na elkaar. Wacht {wait_s}, of kies iemand anders. De verkoop is bewaard en er is niets verloren.</translation>
    </message>
    <message>
        <source>These are not alike any more</source>
        <translation>Deze lijken niet meer op elkaar</translation>
    </message>
    <message>
        <source>These goods are worth {total}, and {left} is left of that receipt here. Nothing was given back and nothing is lost. Take goods out.</source>
        <translation>Deze goederen zijn {total} waard, en van die bon is hier nog {left} over. Er is niets teruggegeven en niets verloren. Haal goederen eruit.</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>Deze toetsen</translation>
    </message>
    <message>
        <source>They are saved on this till and stay in shift {number}, whenever they arrive. Nothing is lost by closing.</source>
        <translation>Ze zijn op deze kassa bewaard en blijven in dienst {number}, wanneer ze ook aankomen. Door te sluiten gaat er niets verloren.</translation>
    </message>
    <message>
        <source>They arrive by themselves when the line is up. Until then, Ship works.</source>
        <translation>Ze komen vanzelf als de lijn er is. Tot dan werkt Verzenden.</translation>
    </message>
    <message>
        <source>They ask from afar: nobody who may sign stands at their till.</source>
        <translation>Zij vragen op afstand: bij hun kassa staat niemand die mag tekenen.</translation>
    </message>
    <message>
        <source>They cannot approve this</source>
        <translation>Zij kunnen dit niet goedkeuren</translation>
    </message>
    <message>
        <source>They changed after these were put in the sale. Tell the customer, then take the new prices or go back. From here on nothing changes in this sale.</source>
        <translation>Ze veranderden nadat deze in de verkoop kwamen. Zeg het de klant, neem dan de nieuwe prijzen of ga terug. Vanaf hier verandert er niets meer in deze verkoop.</translation>
    </message>
    <message>
        <source>They come out when the printer is ready.</source>
        <translation>Ze komen eruit als de printer klaar is.</translation>
    </message>
    <message>
        <source>They read your reason and do without.</source>
        <translation>Zij lezen uw reden en doen het zonder.</translation>
    </message>
    <message>
        <source>They saw</source>
        <translation>Zij zagen</translation>
    </message>
    <message>
        <source>They see {amount}</source>
        <translation>Zij zien {amount}</translation>
    </message>
    <message>
        <source>They were fetched again, and it did not help. Selling goes on; check the price of what you sell, and call support. The till tries again every hour.</source>
        <translation>Ze zijn opnieuw opgehaald, en het hielp niet. Verkopen gaat door; controleer de prijs van wat u verkoopt, en bel de helpdesk. De kassa probeert het elk uur opnieuw.</translation>
    </message>
    <message>
        <source>They were handed over, or no sale was made of it, or it was taken back. Nothing was changed and nothing is lost. Look at it again.</source>
        <translation>Ze zijn meegegeven, of er is geen verkoop van gemaakt, of die is teruggenomen. Er is niets veranderd en niets verloren. Kijk er nog eens naar.</translation>
    </message>
    <message>
        <source>This agent&apos;s bookings</source>
        <translation>Boekingen van deze agent</translation>
    </message>
    <message>
        <source>This cannot be used now</source>
        <translation>Dit kan nu niet gebruikt worden</translation>
    </message>
    <message>
        <source>This catalog is too large to send from here</source>
        <translation>Deze catalogus is te groot om hier te verzenden</translation>
    </message>
    <message>
        <source>This code is not genuine</source>
        <translation>Deze code is niet echt</translation>
    </message>
    <message>
        <source>This computer does not let it be read.</source>
        <translation>Deze computer laat hem niet lezen.</translation>
    </message>
    <message>
        <source>This computer gives no random numbers</source>
        <translation>Deze computer geeft geen toevalsgetallen</translation>
    </message>
    <message>
        <source>This computer has no key ring, so the keys lie in a file bound to this computer. Ask the office to set up a key ring if others use this account.</source>
        <translation>Deze computer heeft geen sleutelring, dus de sleutels staan in een bestand dat aan deze computer gebonden is. Laat het kantoor een sleutelring instellen als anderen dit account gebruiken.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is off</source>
        <translation>De klok van deze computer loopt fout</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong</source>
        <translation>De klok van deze computer staat fout</translation>
    </message>
    <message>
        <source>This computer&apos;s date is right, so it is central&apos;s that is wrong. Nothing is sent over such a line, nothing is lost, and selling goes on. Call support.</source>
        <translation>De datum van deze computer klopt, dus die van de centrale is fout. Over zo&apos;n lijn wordt niets verstuurd, er is niets verloren en verkopen gaat door. Bel de helpdesk.</translation>
    </message>
    <message>
        <source>This computer&apos;s date is wrong</source>
        <translation>De datum van deze computer klopt niet</translation>
    </message>
    <message>
        <source>This credit is void: its MMG payment did not come, or went back. Take another way.</source>
        <translation>Dit tegoed is ongeldig: de MMG-betaling ervan kwam niet, of ging terug. Betaal anders.</translation>
    </message>
    <message>
        <source>This credit pays once its MMG payment is verified. Nothing is lost. Take another way.</source>
        <translation>Dit tegoed betaalt zodra zijn MMG-betaling is nagegaan. Er is niets verloren. Betaal anders.</translation>
    </message>
    <message>
        <source>This customer&apos;s cash of the month comes to {threshold} or more. Nothing was taken and nothing is lost. Check a document, or take another payment.</source>
        <translation>Het contante geld van deze klant komt deze maand op {threshold} of meer. Er is niets aangenomen en niets verloren. Controleer een document, of betaal anders.</translation>
    </message>
    <message>
        <source>This document was recorded before</source>
        <translation>Dit document is al vastgelegd</translation>
    </message>
    <message>
        <source>This field takes {currency}, as in 1,500 or 1500.50. Nothing is lost. Type the figures again, without another sign.</source>
        <translation>Dit veld vraagt {currency}, zoals 1.500 of 1500,50. Er is niets verloren. Typ de cijfers opnieuw, zonder ander teken.</translation>
    </message>
    <message>
        <source>This file was sent before: nothing was changed</source>
        <translation>Dit bestand is eerder verzonden: er is niets veranderd</translation>
    </message>
    <message>
        <source>This is no list of customers</source>
        <translation>Dit is geen lijst van klanten</translation>
    </message>
    <message>
        <source>This is not the code of a receipt</source>
        <translation>Dit is niet de code van een bon</translation>
    </message>
    <message>
        <source>This is not what was quoted</source>
        <translation>Dit is niet waarvoor de offerte geldt</translation>
    </message>
    <message>
        <source>This is the demo, and all of it is practice. Training opens at a till of your own.</source>
        <translation>Dit is de demo, en alles hier is oefening. Oefenen opent u op een eigen kassa.</translation>
    </message>
    <message>
        <source>This item is not in the catalog</source>
        <translation>Dit artikel staat niet in de catalogus</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>Deze regel</translation>
    </message>
    <message>
        <source>This line, or the whole sale</source>
        <translation>Deze regel, of de hele verkoop</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Deze maand</translation>
    </message>
    <message>
        <source>This needs the PIN of a supervisor who did not take the payment. Nothing was changed and nothing is lost. Ask one to type it.</source>
        <translation>Dit vraagt de pincode van een supervisor die de betaling niet aannam. Er is niets veranderd en niets verloren. Laat er een hem typen.</translation>
    </message>
    <message>
        <source>This needs the PIN of a supervisor who had no part in it. Nothing was changed and nothing is lost. Ask one to type it.</source>
        <translation>Dit vraagt de pincode van een supervisor die er geen deel aan had. Er is niets veranderd en niets verloren. Laat er een hem typen.</translation>
    </message>
    <message>
        <source>This needs the PIN of a supervisor who is not signed in here. Nothing was changed and nothing is lost. Ask one to type it.</source>
        <translation>Dit vraagt de pincode van een supervisor die hier niet is aangemeld. Er is niets veranderd en niets verloren. Laat er een hem typen.</translation>
    </message>
    <message>
        <source>This needs the PIN of a supervisor who is not the one who asks. Nothing was changed and nothing is lost. Ask one to type it.</source>
        <translation>Dit vraagt de pincode van een supervisor die het niet zelf vraagt. Er is niets veranderd en niets verloren. Vraag er een om die in te typen.</translation>
    </message>
    <message>
        <source>This payer</source>
        <translation>Deze betaler</translation>
    </message>
    <message>
        <source>This payment counts: take no cash for it</source>
        <translation>Deze betaling telt: neem er geen contant geld voor aan</translation>
    </message>
    <message>
        <source>This payment is {state} by now. Nothing was changed and nothing is lost. Look at it again.</source>
        <translation>Deze betaling is intussen {state}. Er is niets veranderd en niets verloren. Kijk er nog eens naar.</translation>
    </message>
    <message>
        <source>This payment stays recorded</source>
        <translation>Deze betaling blijft vastgelegd</translation>
    </message>
    <message>
        <source>This payment was asked for before</source>
        <translation>Deze betaling is al gevraagd</translation>
    </message>
    <message>
        <source>This payment was recorded before</source>
        <translation>Deze betaling is al vastgelegd</translation>
    </message>
    <message>
        <source>This photo cannot be kept</source>
        <translation>Deze foto is niet te bewaren</translation>
    </message>
    <message>
        <source>This photo cannot be used</source>
        <translation>Deze foto is niet te gebruiken</translation>
    </message>
    <message>
        <source>This program cannot keep its data safely</source>
        <translation>Dit programma kan zijn gegevens niet veilig bewaren</translation>
    </message>
    <message>
        <source>This rate sheet covers values in {currency}, not {declared_currency}. Nothing is lost. Type the value again in that currency.</source>
        <translation>Dit tariefblad dekt waarden in {currency}, niet {declared_currency}. Er is niets verloren. Typ de waarde opnieuw in die munt.</translation>
    </message>
    <message>
        <source>This receipt is of another stream</source>
        <translation>Deze bon is van een andere reeks</translation>
    </message>
    <message>
        <source>This refund is made</source>
        <translation>Deze terugbetaling is gedaan</translation>
    </message>
    <message>
        <source>This row has a case already</source>
        <translation>Deze rij heeft al een geval</translation>
    </message>
    <message>
        <source>This row is no payment</source>
        <translation>Deze rij is geen betaling</translation>
    </message>
    <message>
        <source>This sale</source>
        <translation>Deze verkoop</translation>
    </message>
    <message>
        <source>This sale goes on; the other was called off.</source>
        <translation>Deze verkoop gaat door; de andere is ingetrokken.</translation>
    </message>
    <message>
        <source>This sale is for {name}</source>
        <translation>Deze verkoop is voor {name}</translation>
    </message>
    <message>
        <source>This sale is full</source>
        <translation>Deze verkoop is vol</translation>
    </message>
    <message>
        <source>This sale is in two versions.</source>
        <translation>Deze verkoop is er in twee versies.</translation>
    </message>
    <message>
        <source>This sale is paid</source>
        <translation>Deze verkoop is betaald</translation>
    </message>
    <message>
        <source>This sale names nobody</source>
        <translation>Deze verkoop noemt niemand</translation>
    </message>
    <message>
        <source>This sale names nobody now</source>
        <translation>Deze verkoop noemt nu niemand</translation>
    </message>
    <message>
        <source>This sale needs a decision</source>
        <translation>Deze verkoop vraagt een beslissing</translation>
    </message>
    <message>
        <source>This sale was paid already</source>
        <translation>Deze verkoop is al betaald</translation>
    </message>
    <message>
        <source>This scanner is slower than the settings allow, so the till took it for typing.</source>
        <translation>Deze scanner is trager dan de instellingen toestaan, dus de kassa hield het voor typen.</translation>
    </message>
    <message>
        <source>This shift is closed</source>
        <translation>Deze dienst is gesloten</translation>
    </message>
    <message>
        <source>This shift is still open</source>
        <translation>Deze dienst is nog open</translation>
    </message>
    <message>
        <source>This shipment has no price</source>
        <translation>Deze zending heeft geen prijs</translation>
    </message>
    <message>
        <source>This shipment is booked</source>
        <translation>Deze zending is geboekt</translation>
    </message>
    <message>
        <source>This special quote is answered already. Nothing was changed and nothing is lost. Look at it again.</source>
        <translation>Deze bijzondere offerte is al beantwoord. Er is niets veranderd en niets verloren. Kijk er nog eens naar.</translation>
    </message>
    <message>
        <source>This special quote is not priced, or was used before. Nothing was changed and nothing is lost. Press F6 at the shipment to see where it stands.</source>
        <translation>Deze bijzondere offerte heeft geen prijs, of is al gebruikt. Er is niets veranderd en niets verloren. Druk bij de zending op F6 om te zien hoe het ermee staat.</translation>
    </message>
    <message>
        <source>This statement is too large to send from here</source>
        <translation>Dit afschrift is te groot om van hier te verzenden</translation>
    </message>
    <message>
        <source>This store</source>
        <translation>Deze winkel</translation>
    </message>
    <message>
        <source>This store gives no tax invoices</source>
        <translation>Deze winkel geeft geen btw-facturen</translation>
    </message>
    <message>
        <source>This store may have {most} subject to confirmation. This sale stays as it is and nothing is lost. Press F7 to take payment for an order whose goods have come, or to drop one.</source>
        <translation>Deze winkel mag er {most} onder voorbehoud hebben. Deze verkoop blijft zoals hij is en er is niets verloren. Druk op F7 om een bestelling te laten betalen waarvan de goederen er zijn, of om er een te laten vervallen.</translation>
    </message>
    <message>
        <source>This till</source>
        <translation>Deze kassa</translation>
    </message>
    <message>
        <source>This till booked no shipment {waybill}. Nothing is lost. Check the number.</source>
        <translation>Deze kassa boekte geen zending {waybill}. Er is niets verloren. Controleer het nummer.</translation>
    </message>
    <message>
        <source>This till cannot put it right</source>
        <translation>Deze kassa kan het niet rechtzetten</translation>
    </message>
    <message>
        <source>This till cannot put it right. Nothing was sent.</source>
        <translation>Deze kassa kan het niet rechtzetten. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>This till does not know it. Nothing was changed and nothing is lost. Ask again.</source>
        <translation>Deze kassa kent het niet. Er is niets veranderd en niets verloren. Vraag opnieuw.</translation>
    </message>
    <message>
        <source>This till does not know that customer, or they were erased. Nothing is lost. Type the name and phone number.</source>
        <translation>Deze kassa kent die klant niet, of hij is gewist. Er is niets verloren. Typ de naam en het telefoonnummer.</translation>
    </message>
    <message>
        <source>This till does not know that member of staff. Nothing is lost. Choose a name from the list, or ask the office to add it.</source>
        <translation>Deze kassa kent die medewerker niet. Er is niets verloren. Kies een naam uit de lijst, of laat het kantoor hem toevoegen.</translation>
    </message>
    <message>
        <source>This till does not know that payment</source>
        <translation>Deze kassa kent die betaling niet</translation>
    </message>
    <message>
        <source>This till does not know that payment. Nothing is lost. Look for it in the list.</source>
        <translation>Deze kassa kent die betaling niet. Er is niets verloren. Zoek haar in de lijst.</translation>
    </message>
    <message>
        <source>This till has been offline too long</source>
        <translation>Deze kassa is te lang offline</translation>
    </message>
    <message>
        <source>This till has keys already</source>
        <translation>Deze kassa heeft al sleutels</translation>
    </message>
    <message>
        <source>This till has no receipt {receipt_number}. Nothing is lost. Check the number; a receipt of another till is printed there.</source>
        <translation>Deze kassa heeft geen bon {receipt_number}. Er is niets verloren. Controleer het nummer; een bon van een andere kassa wordt daar afgedrukt.</translation>
    </message>
    <message>
        <source>This till has no scale</source>
        <translation>Deze kassa heeft geen weegschaal</translation>
    </message>
    <message>
        <source>This till has no shift {number}. Nothing is lost. Check the number.</source>
        <translation>Deze kassa heeft geen dienst {number}. Er is niets verloren. Controleer het nummer.</translation>
    </message>
    <message>
        <source>This till has no value for {what} on {on}. Nothing is lost. Let the till go online once, or ask the office to send it.</source>
        <translation>Deze kassa heeft geen waarde voor {what} op {on}. Er is niets verloren. Laat de kassa eens online gaan, of laat het kantoor hem sturen.</translation>
    </message>
    <message>
        <source>This till has no waybill {waybill}. Nothing is lost. Check the number.</source>
        <translation>Deze kassa heeft geen vrachtbrief {waybill}. Er is niets verloren. Controleer het nummer.</translation>
    </message>
    <message>
        <source>This till is enrolled as {till}.</source>
        <translation>Deze kassa is ingeschreven als {till}.</translation>
    </message>
    <message>
        <source>This till is enrolled as {till}. Products and people arrive by themselves in a moment; then sign in with your PIN.</source>
        <translation>Deze kassa is ingeschreven als {till}. Producten en mensen komen zo vanzelf; meld u dan aan met uw pincode.</translation>
    </message>
    <message>
        <source>This till is not enrolled</source>
        <translation>Deze kassa is niet ingeschreven</translation>
    </message>
    <message>
        <source>This till is not touched by it, and nothing is lost. Open training again.</source>
        <translation>Deze kassa merkt er niets van en er is niets verloren. Open het oefenen opnieuw.</translation>
    </message>
    <message>
        <source>This till is open already</source>
        <translation>Deze kassa is al open</translation>
    </message>
    <message>
        <source>This till knows no such special quote</source>
        <translation>Deze kassa kent zo&apos;n bijzondere offerte niet</translation>
    </message>
    <message>
        <source>This till made no refund {refund_number}. Nothing is lost. Check the number.</source>
        <translation>Deze kassa deed geen terugbetaling {refund_number}. Er is niets verloren. Controleer het nummer.</translation>
    </message>
    <message>
        <source>This till sold it</source>
        <translation>Deze kassa verkocht het</translation>
    </message>
    <message>
        <source>This till speaks with no central</source>
        <translation>Deze kassa spreekt met geen enkele centrale</translation>
    </message>
    <message>
        <source>This till was not enrolled. Check central&apos;s address and ask for a new code.</source>
        <translation>Deze kassa is niet ingeschreven. Controleer het adres van de centrale en vraag een nieuwe code.</translation>
    </message>
    <message>
        <source>This till&apos;s data cannot be opened</source>
        <translation>De gegevens van deze kassa kunnen niet worden geopend</translation>
    </message>
    <message>
        <source>This till&apos;s data cannot be written</source>
        <translation>De gegevens van deze kassa kunnen niet worden geschreven</translation>
    </message>
    <message>
        <source>This till&apos;s data is damaged</source>
        <translation>De gegevens van deze kassa zijn beschadigd</translation>
    </message>
    <message>
        <source>This till&apos;s data is from a newer version</source>
        <translation>De gegevens van deze kassa zijn van een nieuwere versie</translation>
    </message>
    <message>
        <source>This till&apos;s data is in order</source>
        <translation>De gegevens van deze kassa zijn in orde</translation>
    </message>
    <message>
        <source>This till&apos;s data may be an older copy</source>
        <translation>De gegevens van deze kassa zijn misschien een oudere kopie</translation>
    </message>
    <message>
        <source>This till&apos;s key file cannot be read</source>
        <translation>Het sleutelbestand van deze kassa is niet te lezen</translation>
    </message>
    <message>
        <source>This till&apos;s keys are gone</source>
        <translation>De sleutels van deze kassa zijn weg</translation>
    </message>
    <message>
        <source>This till&apos;s keys are in this computer&apos;s key ring, and it is locked, switched off or does not know this account. Nothing was overwritten and no sale is lost. Sign in to the computer as the account that enrolled the till, unlock the key ring, and start again.</source>
        <translation>De sleutels van deze kassa staan in de sleutelring van deze computer, en die is vergrendeld, staat uit of kent dit account niet. Er is niets overschreven en geen verkoop verloren. Meld u op de computer aan met het account dat de kassa inschreef, ontgrendel de sleutelring en start opnieuw.</translation>
    </message>
    <message>
        <source>This till&apos;s keys belong to another computer</source>
        <translation>De sleutels van deze kassa zijn van een andere computer</translation>
    </message>
    <message>
        <source>This till&apos;s keys cannot be kept</source>
        <translation>De sleutels van deze kassa zijn niet te bewaren</translation>
    </message>
    <message>
        <source>This till&apos;s record has no such entry. Nothing is lost. Look at the list again.</source>
        <translation>In het verslag van deze kassa staat dat niet. Er is niets verloren. Kijk nog eens naar de lijst.</translation>
    </message>
    <message>
        <source>This version was put away.</source>
        <translation>Deze versie is weggelegd.</translation>
    </message>
    <message>
        <source>This was asked before</source>
        <translation>Dit is al gevraagd</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Deze week</translation>
    </message>
    <message>
        <source>Those of this till, and of the store as far as this till has heard.</source>
        <translation>Die van deze kassa, en van de winkel voor zover deze kassa weet.</translation>
    </message>
    <message>
        <source>Times are 1 to 500 ms, the shortest code 2 to 32 characters, a prefix at most 4. Nothing was changed.</source>
        <translation>Tijden zijn 1 tot 500 ms, de kortste code 2 tot 32 tekens, een voorvoegsel hoogstens 4. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>To check the drawer</source>
        <translation>Om de lade na te kijken</translation>
    </message>
    <message>
        <source>To follow up</source>
        <translation>Uit te zoeken</translation>
    </message>
    <message>
        <source>To taste</source>
        <translation>Om te proeven</translation>
    </message>
    <message>
        <source>To the safe</source>
        <translation>Naar de kluis</translation>
    </message>
    <message>
        <source>To {place}</source>
        <translation>Naar {place}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Samen</translation>
    </message>
    <message>
        <source>Together they are too long</source>
        <translation>Samen zijn ze te lang</translation>
    </message>
    <message>
        <source>Told by central</source>
        <translation>Verteld door de centrale</translation>
    </message>
    <message>
        <source>Too low for these goods</source>
        <translation>Te laag voor deze goederen</translation>
    </message>
    <message>
        <source>Too many orders wait</source>
        <translation>Er wachten te veel bestellingen</translation>
    </message>
    <message>
        <source>Too many payments</source>
        <translation>Te veel betalingen</translation>
    </message>
    <message>
        <source>Too many sales are parked</source>
        <translation>Er zijn te veel verkopen geparkeerd</translation>
    </message>
    <message>
        <source>Too much for a receipt of another till</source>
        <translation>Te veel voor een bon van een andere kassa</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totaal</translation>
    </message>
    <message>
        <source>Towards new goods</source>
        <translation>Voor nieuwe goederen</translation>
    </message>
    <message>
        <source>Training has stopped.</source>
        <translation>Het oefenen is gestopt.</translation>
    </message>
    <message>
        <source>Training is open in its own window.</source>
        <translation>Oefenen is open in een eigen venster.</translation>
    </message>
    <message>
        <source>Tried again at</source>
        <translation>Opnieuw geprobeerd om</translation>
    </message>
    <message>
        <source>Trinidad and Tobago dollars</source>
        <translation>dollars van Trinidad en Tobago</translation>
    </message>
    <message>
        <source>Two printers have one name</source>
        <translation>Twee printers hebben één naam</translation>
    </message>
    <message>
        <source>Type 1 to {hours} hours.</source>
        <translation>Typ 1 tot {hours} uur.</translation>
    </message>
    <message>
        <source>Type a name if you like: only this till shows it. Then Enter, or a number.</source>
        <translation>Typ een naam als u wilt: alleen deze kassa toont hem. Dan Enter, of een nummer.</translation>
    </message>
    <message>
        <source>Type a name or a telephone number, so that the customer can be told.</source>
        <translation>Typ een naam of een telefoonnummer, zodat de klant bericht kan krijgen.</translation>
    </message>
    <message>
        <source>Type a name, a phone number or an e-mail address.</source>
        <translation>Typ een naam, een telefoonnummer of een e-mailadres.</translation>
    </message>
    <message>
        <source>Type a name. Nothing is lost.</source>
        <translation>Typ een naam. Er is niets verloren.</translation>
    </message>
    <message>
        <source>Type a note of at most {note_max} characters, or choose another reason. Nothing was changed.</source>
        <translation>Typ een opmerking van hoogstens {note_max} tekens, of kies een andere reden. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Type a percentage, as in 5 or 12.5.</source>
        <translation>Typ een percentage, zoals 5 of 12.5.</translation>
    </message>
    <message>
        <source>Type a whole number.</source>
        <translation>Typ een heel getal.</translation>
    </message>
    <message>
        <source>Type an amount above zero, in {known}. Nothing was changed.</source>
        <translation>Typ een bedrag boven nul, in {known}. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Type an amount above zero.</source>
        <translation>Typ een bedrag boven nul.</translation>
    </message>
    <message>
        <source>Type day, month and year, as in 21/11/2026. Nothing is lost.</source>
        <translation>Typ dag, maand en jaar, zoals 21/11/2026. Er is niets verloren.</translation>
    </message>
    <message>
        <source>Type figures, as in 46.5.</source>
        <translation>Typ cijfers, zoals 46.5.</translation>
    </message>
    <message>
        <source>Type how many of each note and coin lie in the drawer. Type 0 if it is empty.</source>
        <translation>Typ hoeveel er van elk biljet en elke munt in de lade liggen. Typ 0 als hij leeg is.</translation>
    </message>
    <message>
        <source>Type it as it stands on the document: 4 to 24 letters and digits. Nothing was taken and nothing is lost.</source>
        <translation>Typ het zoals het op het document staat: 4 tot 24 letters en cijfers. Er is niets aangenomen en niets verloren.</translation>
    </message>
    <message>
        <source>Type or scan the code of the credit or voucher.</source>
        <translation>Typ of scan de code van het tegoed of de bon.</translation>
    </message>
    <message>
        <source>Type the VAT or TIN number</source>
        <translation>Typ het btw- of TIN-nummer</translation>
    </message>
    <message>
        <source>Type the address that the office gave you.</source>
        <translation>Typ het adres dat het kantoor u gaf.</translation>
    </message>
    <message>
        <source>Type the amount first.</source>
        <translation>Typ eerst het bedrag.</translation>
    </message>
    <message>
        <source>Type the amount, above zero.</source>
        <translation>Typ het bedrag, boven nul.</translation>
    </message>
    <message>
        <source>Type the approval code</source>
        <translation>Typ de goedkeuringscode</translation>
    </message>
    <message>
        <source>Type the approval code from the terminal&apos;s slip.</source>
        <translation>Typ de goedkeuringscode van de strook van de terminal.</translation>
    </message>
    <message>
        <source>Type the approval code from the terminal&apos;s slip: 2 to 12 letters and digits. Never type a card number. Nothing is lost.</source>
        <translation>Typ de goedkeuringscode van de strook van de terminal: 2 tot 12 letters en cijfers. Typ nooit een kaartnummer. Er is niets verloren.</translation>
    </message>
    <message>
        <source>Type the cash received, or press F2 for the exact amount.</source>
        <translation>Typ het ontvangen contante geld, of druk op F2 voor het gepaste bedrag.</translation>
    </message>
    <message>
        <source>Type the code that the office gave you.</source>
        <translation>Typ de code die het kantoor u gaf.</translation>
    </message>
    <message>
        <source>Type the customer&apos;s number in Guyana: seven digits.</source>
        <translation>Typ het nummer van de klant in Guyana: zeven cijfers.</translation>
    </message>
    <message>
        <source>Type the day until which it holds, as in 31/01/2030.</source>
        <translation>Typ de dag tot wanneer het geldt, zoals 31/01/2030.</translation>
    </message>
    <message>
        <source>Type the first and the last of them, also where the last had no payment: what is missing on them is asked about. Nothing was sent.</source>
        <translation>Typ de eerste en de laatste, ook als de laatste geen betaling had: wat erop ontbreekt, wordt nagevraagd. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>Type the float in the drawer. Type 0 if it is empty.</source>
        <translation>Typ het wisselgeld in de lade. Typ 0 als hij leeg is.</translation>
    </message>
    <message>
        <source>Type the name of the file, as in customers.csv. Nothing was changed.</source>
        <translation>Typ de naam van het bestand, zoals customers.csv. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Type the number as it stands on the document: 4 to 24 letters and digits.</source>
        <translation>Typ het nummer zoals het op het document staat: 4 tot 24 letters en cijfers.</translation>
    </message>
    <message>
        <source>Type the payer&apos;s number with all its digits.</source>
        <translation>Typ het nummer van de betaler met alle cijfers.</translation>
    </message>
    <message>
        <source>Type the payer&apos;s number with all its digits: seven in Guyana. Nothing was taken and nothing is lost.</source>
        <translation>Typ het nummer van de betaler met alle cijfers: zeven in Guyana. Er is niets aangenomen en niets verloren.</translation>
    </message>
    <message>
        <source>Type the price of one, above zero, VAT included.</source>
        <translation>Typ de prijs van één stuk, boven nul, inclusief btw.</translation>
    </message>
    <message>
        <source>Type the reference from the customer&apos;s message: 4 to 40 letters and digits. Nothing was taken and nothing is lost.</source>
        <translation>Typ de referentie uit het bericht van de klant: 4 tot 40 letters en cijfers. Er is niets aangenomen en niets verloren.</translation>
    </message>
    <message>
        <source>Type the reference from the message: 4 to 40 letters and digits.</source>
        <translation>Typ de referentie uit het bericht: 4 tot 40 letters en cijfers.</translation>
    </message>
    <message>
        <source>Type the sum of these days, or how many rows they have, from the provider&apos;s page and not from the file. Nothing was sent.</source>
        <translation>Typ de som van deze dagen, of hoeveel rijen ze hebben, van de pagina van de aanbieder en niet uit het bestand. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>Type the time that the message shows, as in 14:26.</source>
        <translation>Typ de tijd die het bericht toont, zoals 14:26.</translation>
    </message>
    <message>
        <source>Type the weight in grams. A scale is set up under More, Devices (Alt+8).</source>
        <translation>Typ het gewicht in gram. Een weegschaal stelt u in onder Meer, Apparaten (Alt+8).</translation>
    </message>
    <message>
        <source>Type three sides, as in 24 x 20 x 16.</source>
        <translation>Typ drie zijden, zoals 24 x 20 x 16.</translation>
    </message>
    <message>
        <source>Type what the provider&apos;s page states, not what the file does: the days you asked for, and their sum or how many rows they have. Nothing is sent where it differs.</source>
        <translation>Typ wat op de pagina van de aanbieder staat, niet wat in het bestand staat: de gevraagde dagen, en hun som of hoeveel rijen ze hebben. Bij verschil wordt niets verzonden.</translation>
    </message>
    <message>
        <source>Type where the printer is, or choose none yet.</source>
        <translation>Typ waar de printer is, of kies nog geen.</translation>
    </message>
    <message>
        <source>Type whole dollars, as the message shows.</source>
        <translation>Typ hele dollars, zoals het bericht toont.</translation>
    </message>
    <message>
        <source>Type whole grams, as in 1500.</source>
        <translation>Typ hele grammen, zoals 1500.</translation>
    </message>
    <message>
        <source>Type your PIN</source>
        <translation>Uw pincode typen</translation>
    </message>
    <message>
        <source>Type {what}. Nothing is lost.</source>
        <translation>Typ {what}. Er is niets verloren.</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>Amerikaanse dollars</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>Tot {time}</translation>
    </message>
    <message>
        <source>Up to {share} is yours to give. Above it a supervisor signs.</source>
        <translation>Tot {share} mag u geven. Daarboven tekent een supervisor.</translation>
    </message>
    <message>
        <source>VAT in net sales</source>
        <translation>Btw in de netto-omzet</translation>
    </message>
    <message>
        <source>VAT included</source>
        <translation>Btw inbegrepen</translation>
    </message>
    <message>
        <source>VAT {amount} included</source>
        <translation>Inclusief {amount} btw</translation>
    </message>
    <message>
        <source>VAT {percent} %, included</source>
        <translation>Btw {percent} %, inbegrepen</translation>
    </message>
    <message>
        <source>VAT, included</source>
        <translation>Btw, inbegrepen</translation>
    </message>
    <message>
        <source>VAT, {tax_class}</source>
        <translation>btw, {tax_class}</translation>
    </message>
    <message>
        <source>VAT/TIN no. {number}</source>
        <translation>Btw/TIN-nr. {number}</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Nagegaan</translation>
    </message>
    <message>
        <source>Verify: I saw the money</source>
        <translation>Bevestigen: ik zag het geld</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Tegoedbon</translation>
    </message>
    <message>
        <source>Wait {wait}, or ask someone else to sign. Nothing is lost.</source>
        <translation>Wacht {wait}, of laat iemand anders tekenen. Er is niets verloren.</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wacht</translation>
    </message>
    <message>
        <source>Waits for a supervisor</source>
        <translation>Wacht op een supervisor</translation>
    </message>
    <message>
        <source>Waits for central&apos;s upgrade</source>
        <translation>Wacht tot de centrale vernieuwd is</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>Wacht op verzending</translation>
    </message>
    <message>
        <source>Waits {left} more</source>
        <translation>Wacht nog {left}</translation>
    </message>
    <message>
        <source>Wanted of it, {symbol}</source>
        <translation>Ervan gewenst, {symbol}</translation>
    </message>
    <message>
        <source>Weigh it first</source>
        <translation>Weeg het eerst</translation>
    </message>
    <message>
        <source>Weigh: {name}</source>
        <translation>Wegen: {name}</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>Gewogen</translation>
    </message>
    <message>
        <source>Weighs pieces of a shipment (F4) and goods sold by weight. Only a weight that stands still is taken; a weight that is typed is marked as typed.</source>
        <translation>Weegt stuks van een zending (F4) en goederen die per gewicht gaan. Alleen een gewicht dat stilstaat wordt genomen; een getypt gewicht wordt als getypt gemerkt.</translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation>Gewicht in gram</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Welkom</translation>
    </message>
    <message>
        <source>Were held, and are handed over</source>
        <translation>Bleven hier, en zijn meegegeven</translation>
    </message>
    <message>
        <source>What a row proves is verified, what it contradicts is disputed, and what nobody explains becomes a case. What you took yourself stays open for somebody else.</source>
        <translation>Wat een rij bewijst is nagegaan, wat ze tegenspreekt is betwist, en wat niemand verklaart wordt een geval. Wat u zelf aannam blijft open voor iemand anders.</translation>
    </message>
    <message>
        <source>What belongs to it</source>
        <translation>Wat erbij hoort</translation>
    </message>
    <message>
        <source>What comes back or the new goods come to nothing, so that neither pays for the other. Nothing is lost. Call the exchange off, and pay or give back the usual way.</source>
        <translation>Wat terugkomt of de nieuwe goederen komen op niets, zodat het ene het andere niet betaalt. Er is niets verloren. Trek de ruil in en betaal of geef terug zoals gewoonlijk.</translation>
    </message>
    <message>
        <source>What does the provider state?</source>
        <translation>Wat geeft de aanbieder op?</translation>
    </message>
    <message>
        <source>What is known of it has changed, or nobody was shown it. Nothing was given back and nothing is lost. Look at the receipt again, then have it signed.</source>
        <translation>Wat ervan bekend is, is veranderd, of niemand kreeg het te zien. Er is niets teruggegeven en niets verloren. Kijk nog eens naar de bon en laat dan tekenen.</translation>
    </message>
    <message>
        <source>What is left over cannot go to a card or a phone before it is known. Nothing is lost. Press F5 for cash or store credit.</source>
        <translation>Wat overblijft kan niet naar een kaart of telefoon voor het bekend is. Er is niets verloren. Druk op F5 voor contant of winkeltegoed.</translation>
    </message>
    <message>
        <source>What it shows is saved. It can be printed again from its receipt.</source>
        <translation>Wat erop staat is bewaard. Het kan vanaf de bon opnieuw worden afgedrukt.</translation>
    </message>
    <message>
        <source>What makes its sales its own</source>
        <translation>Wat haar verkopen van haar maakt</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Wat uw aandacht vraagt</translation>
    </message>
    <message>
        <source>What providers say was paid</source>
        <translation>Wat aanbieders opgeven</translation>
    </message>
    <message>
        <source>What the days brought</source>
        <translation>Wat de dagen opbrachten</translation>
    </message>
    <message>
        <source>What the till expects appears here after the count. A count that is made again is told: the Z report keeps the first one.</source>
        <translation>Wat de kassa verwacht staat hier na de telling. Een telling die wordt overgedaan wordt gemeld: het Z-rapport bewaart de eerste.</translation>
    </message>
    <message>
        <source>What they say</source>
        <translation>Wat zij zeggen</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Wat te doen</translation>
    </message>
    <message>
        <source>What to do: {text}</source>
        <translation>Wat te doen: {text}</translation>
    </message>
    <message>
        <source>What waits for a printer</source>
        <translation>Wat op een printer wacht</translation>
    </message>
    <message>
        <source>What was chosen comes to nothing, or to less than the smallest coin. Nothing was given back and nothing is lost. Choose more of it, or another way to give it back.</source>
        <translation>Wat gekozen is komt op niets, of op minder dan de kleinste munt. Er is niets teruggegeven en niets verloren. Kies er meer van, of een andere manier om terug te geven.</translation>
    </message>
    <message>
        <source>What was filled in is kept there. Nothing was changed and nothing is lost. Book it at that till.</source>
        <translation>Wat is ingevuld, is daar bewaard. Er is niets veranderd en niets verloren. Boek het op die kassa.</translation>
    </message>
    <message>
        <source>What was kept of it is damaged. What it shows is saved. Print it from the receipt again.</source>
        <translation>Wat ervan bewaard was is beschadigd. Wat erop staat is bewaard. Druk het vanaf de bon opnieuw af.</translation>
    </message>
    <message>
        <source>What was paid is gone from this sale.</source>
        <translation>Wat betaald is, is uit deze verkoop weg.</translation>
    </message>
    <message>
        <source>What was told counts. Send the same file again for the rest: a row counts once.</source>
        <translation>Wat verteld is telt. Verzend hetzelfde bestand opnieuw voor de rest: een rij telt maar één keer.</translation>
    </message>
    <message>
        <source>What was typed has a card&apos;s number in it, and Windward keeps none. Nothing was saved. Take the number out: a card pays at the bank&apos;s terminal or by code.</source>
        <translation>Wat getypt is bevat een kaartnummer, en Windward bewaart er geen. Er is niets bewaard. Haal het nummer eruit: een kaart betaalt aan de terminal van de bank of met een code.</translation>
    </message>
    <message>
        <source>What you filled in is kept. A supervisor answers at the desk (Alt+9), at any till. F6 shows what came.</source>
        <translation>Wat u invulde is bewaard. Een supervisor antwoordt bij het bureau (Alt+9), op elke kassa. F6 toont wat er kwam.</translation>
    </message>
    <message>
        <source>What you were doing stays as it is.</source>
        <translation>Wat u deed blijft zoals het is.</translation>
    </message>
    <message>
        <source>What {name} weighed is known only at the till that sold it. Nothing was given back and nothing is lost. Send the customer there.</source>
        <translation>Wat {name} woog weet alleen de kassa die het verkocht. Er is niets teruggegeven en niets verloren. Stuur de klant daarheen.</translation>
    </message>
    <message>
        <source>Where do receipts come out?</source>
        <translation>Waar komen de bonnen eruit?</translation>
    </message>
    <message>
        <source>Which days did you ask the provider for?</source>
        <translation>Welke dagen vroeg u de aanbieder?</translation>
    </message>
    <message>
        <source>Which document</source>
        <translation>Welk document</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>Welk bestand?</translation>
    </message>
    <message>
        <source>Which language does this till speak?</source>
        <translation>Welke taal spreekt deze kassa?</translation>
    </message>
    <message>
        <source>Which receipt?</source>
        <translation>Welke bon?</translation>
    </message>
    <message>
        <source>Who approved it may not set prices here. The item is not in the sale, and nothing is lost. Ask a supervisor to approve the price.</source>
        <translation>Wie het goedkeurde mag hier geen prijzen zetten. Het artikel staat niet in de verkoop en er is niets verloren. Laat een supervisor de prijs goedkeuren.</translation>
    </message>
    <message>
        <source>Who approved it may not, or is the one who asks. Nothing was changed and nothing is lost. Ask another supervisor.</source>
        <translation>Wie het goedkeurde mag dat niet, of vraagt het zelf. Er is niets veranderd en niets verloren. Vraag een andere supervisor.</translation>
    </message>
    <message>
        <source>Who asks</source>
        <translation>Wie vraagt</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>Wie is het?</translation>
    </message>
    <message>
        <source>Whole sale</source>
        <translation>Hele verkoop</translation>
    </message>
    <message>
        <source>Whole shipment</source>
        <translation>Hele zending</translation>
    </message>
    <message>
        <source>Why does the sale wait?</source>
        <translation>Waarom wacht de verkoop?</translation>
    </message>
    <message>
        <source>Why it comes back</source>
        <translation>Waarom het terugkomt</translation>
    </message>
    <message>
        <source>Why it is asked</source>
        <translation>Waarom het gevraagd wordt</translation>
    </message>
    <message>
        <source>Why it is off</source>
        <translation>Waarom het niet klopt</translation>
    </message>
    <message>
        <source>Windward made a mistake</source>
        <translation>Windward heeft een fout gemaakt</translation>
    </message>
    <message>
        <source>With its approval code</source>
        <translation>Met de goedkeuringscode</translation>
    </message>
    <message>
        <source>With its code</source>
        <translation>Met de code</translation>
    </message>
    <message>
        <source>Within the {allowed} allowed</source>
        <translation>Binnen de toegestane {allowed}</translation>
    </message>
    <message>
        <source>Without a printer, receipts are kept as files in the till&apos;s folder. You can set it later under More, Devices.</source>
        <translation>Zonder printer worden bonnen als bestand bewaard in de map van de kassa. U kunt hem later instellen onder Meer, Apparaten.</translation>
    </message>
    <message>
        <source>Without a shift only a supervisor opens the drawer. Nothing was opened and nothing is lost. Open a shift, or ask a supervisor to sign in.</source>
        <translation>Zonder dienst opent alleen een supervisor de lade. Er is niets geopend en niets verloren. Open een dienst, of laat een supervisor zich aanmelden.</translation>
    </message>
    <message>
        <source>Without central, this till gives back up to {most} for it, and {before} was given before. Nothing was given back and nothing is lost. Ask again when the line is back, or send the customer to the till that sold it.</source>
        <translation>Zonder de centrale geeft deze kassa er tot {most} voor terug, en {before} ging al terug. Er is niets teruggegeven en niets verloren. Vraag opnieuw als de lijn terug is, of stuur de klant naar de kassa die het verkocht.</translation>
    </message>
    <message>
        <source>Without one there is only More (Alt+8): reports, papers, devices.</source>
        <translation>Zonder dienst is er alleen Meer (Alt+8): rapporten, papier, apparaten.</translation>
    </message>
    <message>
        <source>Without the photo</source>
        <translation>Zonder de foto</translation>
    </message>
    <message>
        <source>Without {day}: its shift is open.</source>
        <translation>Zonder {day}: die dienst is open.</translation>
    </message>
    <message>
        <source>Words, letters, light or dark</source>
        <translation>Taal, letters, licht</translation>
    </message>
    <message>
        <source>Write a reason of at most {text_max} characters. Nothing was changed and nothing is lost.</source>
        <translation>Schrijf een reden van hoogstens {text_max} tekens. Er is niets veranderd en niets verloren.</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>Bestand schrijven</translation>
    </message>
    <message>
        <source>Write where you saw it.</source>
        <translation>Schrijf waar u het zag.</translation>
    </message>
    <message>
        <source>Writes every customer this till knows into a CSV file.</source>
        <translation>Schrijft elke klant die deze kassa kent in een CSV-bestand.</translation>
    </message>
    <message>
        <source>Writes what is for sale here into a CSV file that can be changed and imported again.</source>
        <translation>Schrijft wat hier te koop is in een CSV-bestand dat veranderd en weer geïmporteerd kan worden.</translation>
    </message>
    <message>
        <source>Wrong change was given</source>
        <translation>Er is verkeerd gewisseld</translation>
    </message>
    <message>
        <source>Wrong item</source>
        <translation>Verkeerd artikel</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>Verkeerd etiket</translation>
    </message>
    <message>
        <source>Wrong price</source>
        <translation>Verkeerde prijs</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X-rapport</translation>
    </message>
    <message>
        <source>X report of shift {number}</source>
        <translation>X-rapport van dienst {number}</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gisteren</translation>
    </message>
    <message>
        <source>You are not on this till&apos;s list</source>
        <translation>U staat niet op de lijst van deze kassa</translation>
    </message>
    <message>
        <source>You can change it later under More.</source>
        <translation>U kunt dat later wijzigen onder Meer.</translation>
    </message>
    <message>
        <source>You looked yourself where it should be, and it is not: it counts as disputed.</source>
        <translation>U keek zelf waar het hoort te zijn, en het is er niet: het telt als betwist.</translation>
    </message>
    <message>
        <source>You may close this window at any time: it goes on here at the next start.</source>
        <translation>U mag dit venster altijd sluiten: bij de volgende start gaat het hier verder.</translation>
    </message>
    <message>
        <source>You may give up to {cap_basis_points}, and this is {wanted_basis_points}. Nothing is lost. Type less, or ask a supervisor to approve it.</source>
        <translation>U mag tot {cap_basis_points} geven, en dit is {wanted_basis_points}. Er is niets verloren. Typ minder, of laat een supervisor het goedkeuren.</translation>
    </message>
    <message>
        <source>Your change</source>
        <translation>Uw wisselgeld</translation>
    </message>
    <message>
        <source>Your no is on its way. The first answer that comes counts.</source>
        <translation>Uw nee is onderweg. Het eerste antwoord dat aankomt telt.</translation>
    </message>
    <message>
        <source>Your own PIN: nobody else is here. A supervisor looks at it later.</source>
        <translation>Uw eigen pincode: er is niemand anders. Een supervisor kijkt er later naar.</translation>
    </message>
    <message>
        <source>Your yes is on its way. The first answer that comes counts.</source>
        <translation>Uw ja is onderweg. Het eerste antwoord dat aankomt telt.</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Z-rapport</translation>
    </message>
    <message>
        <source>Z report {number}</source>
        <translation>Z-rapport {number}</translation>
    </message>
    <message>
        <source>Zero-rated</source>
        <translation>Nultarief</translation>
    </message>
    <message>
        <source>a code is no whole number</source>
        <translation>een code is geen heel getal</translation>
    </message>
    <message>
        <source>a code is too long, or none</source>
        <translation>een code is te lang, of geen code</translation>
    </message>
    <message>
        <source>a code on the screen</source>
        <translation>een code op het scherm</translation>
    </message>
    <message>
        <source>a message to their phone</source>
        <translation>een bericht naar hun telefoon</translation>
    </message>
    <message>
        <source>a number is out of all bounds</source>
        <translation>een getal is buiten alle grenzen</translation>
    </message>
    <message>
        <source>a text holds half a character</source>
        <translation>een tekst bevat een half teken</translation>
    </message>
    <message>
        <source>a text is neither text nor a number</source>
        <translation>een tekst is geen tekst en geen getal</translation>
    </message>
    <message>
        <source>approve</source>
        <translation>goedkeuren</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>stand van {time}</translation>
    </message>
    <message>
        <source>asked {when}</source>
        <translation>gevraagd {when}</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>vraagt…</translation>
    </message>
    <message>
        <source>at {rate}, rate of {when}</source>
        <translation>tegen {rate}, koers van {when}</translation>
    </message>
    <message>
        <source>being entered</source>
        <translation>wordt ingevoerd</translation>
    </message>
    <message>
        <source>book shipments</source>
        <translation>zendingen boeken</translation>
    </message>
    <message>
        <source>card</source>
        <translation>kaart</translation>
    </message>
    <message>
        <source>cash rounding, {currency}</source>
        <translation>afronding van contant geld, {currency}</translation>
    </message>
    <message>
        <source>cashier</source>
        <translation>kassier</translation>
    </message>
    <message>
        <source>central</source>
        <translation>centrale</translation>
    </message>
    <message>
        <source>claimed, to be verified</source>
        <translation>geclaimd, nog na te gaan</translation>
    </message>
    <message>
        <source>close a shift</source>
        <translation>een dienst sluiten</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>betwist</translation>
    </message>
    <message>
        <source>erase a customer</source>
        <translation>een klant wissen</translation>
    </message>
    <message>
        <source>given back</source>
        <translation>teruggegeven</translation>
    </message>
    <message>
        <source>here {mine}, there {theirs}, together {result}</source>
        <translation>hier {mine}, daar {theirs}, samen {result}</translation>
    </message>
    <message>
        <source>how long a quote holds</source>
        <translation>hoe lang een offerte geldt</translation>
    </message>
    <message>
        <source>how long goods are set aside</source>
        <translation>hoe lang goederen opzij staan</translation>
    </message>
    <message>
        <source>how much is held in advance</source>
        <translation>hoeveel vooraf wordt gehouden</translation>
    </message>
    <message>
        <source>in both</source>
        <translation>in beide</translation>
    </message>
    <message>
        <source>it</source>
        <translation>hem</translation>
    </message>
    <message>
        <source>it has at most {most} prices for many, each above zero</source>
        <translation>hij heeft hoogstens {most} prijzen voor meer stuks, elk boven nul</translation>
    </message>
    <message>
        <source>it has no name</source>
        <translation>hij heeft geen naam</translation>
    </message>
    <message>
        <source>it has {count} codes, at most {most}</source>
        <translation>hij heeft {count} codes, hoogstens {most}</translation>
    </message>
    <message>
        <source>it has {count} columns, the header has {most}</source>
        <translation>hij heeft {count} kolommen, de kop heeft er {most}</translation>
    </message>
    <message>
        <source>it has {count} columns, the header has {wanted}</source>
        <translation>hij heeft {count} kolommen, de kop heeft er {wanted}</translation>
    </message>
    <message>
        <source>it has {count} parts, at most {most}</source>
        <translation>hij heeft {count} delen, hoogstens {most}</translation>
    </message>
    <message>
        <source>it is in {currency}, the mapping says {wanted}</source>
        <translation>hij is in {currency}, de indeling zegt {wanted}</translation>
    </message>
    <message>
        <source>it is on line {line} too</source>
        <translation>hij staat ook op regel {line}</translation>
    </message>
    <message>
        <source>it is sold by &apos;{said}&apos;: each, kg or lb</source>
        <translation>hij wordt verkocht per &apos;{said}&apos;: each, kg of lb</translation>
    </message>
    <message>
        <source>its Z report</source>
        <translation>het Z-rapport</translation>
    </message>
    <message>
        <source>its amount {text} cannot be read</source>
        <translation>het bedrag {text} is niet te lezen</translation>
    </message>
    <message>
        <source>its amount {text} is out of all bounds</source>
        <translation>het bedrag {text} is buiten alle grenzen</translation>
    </message>
    <message>
        <source>its date {text} is not as &apos;{format}&apos;</source>
        <translation>de datum {text} is niet als &apos;{format}&apos;</translation>
    </message>
    <message>
        <source>its date {text} is out of all bounds</source>
        <translation>de datum {text} is buiten alle grenzen</translation>
    </message>
    <message>
        <source>its price is in &apos;{named}&apos;, not in {currency}</source>
        <translation>de prijs is in &apos;{named}&apos;, niet in {currency}</translation>
    </message>
    <message>
        <source>its reference {text} is none</source>
        <translation>de referentie {text} is er geen</translation>
    </message>
    <message>
        <source>its reference {text} is none: a spreadsheet has rounded it; use the file as it was downloaded</source>
        <translation>de referentie {text} is er geen: een rekenblad heeft haar afgerond; gebruik het bestand zoals het is gedownload</translation>
    </message>
    <message>
        <source>its season ends before it begins</source>
        <translation>het seizoen eindigt voor het begint</translation>
    </message>
    <message>
        <source>its {part} looks like a card&apos;s number, and none is kept here</source>
        <translation>{part} lijkt op een kaartnummer, en hier wordt er geen bewaard</translation>
    </message>
    <message>
        <source>its {what} has {count} characters, at most {most}</source>
        <translation>{what} heeft {count} tekens, hoogstens {most}</translation>
    </message>
    <message>
        <source>kilogram</source>
        <translation>kilogram</translation>
    </message>
    <message>
        <source>longest pause {gap} ms</source>
        <translation>langste pauze {gap} ms</translation>
    </message>
    <message>
        <source>name</source>
        <translation>naam</translation>
    </message>
    <message>
        <source>net sales</source>
        <translation>netto-omzet</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>niet betaald</translation>
    </message>
    <message>
        <source>notes and coins, {currency}</source>
        <translation>biljetten en munten, {currency}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>niets</translation>
    </message>
    <message>
        <source>only here</source>
        <translation>alleen hier</translation>
    </message>
    <message>
        <source>only there</source>
        <translation>alleen daar</translation>
    </message>
    <message>
        <source>open a shift</source>
        <translation>een dienst openen</translation>
    </message>
    <message>
        <source>parked sales</source>
        <translation>geparkeerde verkopen</translation>
    </message>
    <message>
        <source>pound</source>
        <translation>pond</translation>
    </message>
    <message>
        <source>prices for many need a price for one, and goods that are sold each</source>
        <translation>prijzen voor meer stuks vragen een prijs voor één, en goederen die per stuk gaan</translation>
    </message>
    <message>
        <source>quantity {quantity}</source>
        <translation>aantal {quantity}</translation>
    </message>
    <message>
        <source>quote good to {time}</source>
        <translation>offerte geldig tot {time}</translation>
    </message>
    <message>
        <source>rate of {when}</source>
        <translation>koers van {when}</translation>
    </message>
    <message>
        <source>rate {age} old</source>
        <translation>koers {age} oud</translation>
    </message>
    <message>
        <source>receipt {number}</source>
        <translation>bon {number}</translation>
    </message>
    <message>
        <source>sell</source>
        <translation>verkopen</translation>
    </message>
    <message>
        <source>set a price</source>
        <translation>een prijs zetten</translation>
    </message>
    <message>
        <source>size</source>
        <translation>maat</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>blijft</translation>
    </message>
    <message>
        <source>store credit</source>
        <translation>winkeltegoed</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>supervisor</translation>
    </message>
    <message>
        <source>takings</source>
        <translation>ontvangsten</translation>
    </message>
    <message>
        <source>tax class</source>
        <translation>btw-klasse</translation>
    </message>
    <message>
        <source>the PIN policy</source>
        <translation>het pincodebeleid</translation>
    </message>
    <message>
        <source>the age of the staff list</source>
        <translation>de ouderdom van de personeelslijst</translation>
    </message>
    <message>
        <source>the allowed difference, {currency}</source>
        <translation>het toegestane verschil, {currency}</translation>
    </message>
    <message>
        <source>the approval of refunds, {currency}</source>
        <translation>de goedkeuring van terugbetalingen, {currency}</translation>
    </message>
    <message>
        <source>the consent text for {purpose}</source>
        <translation>de instemmingstekst voor {purpose}</translation>
    </message>
    <message>
        <source>the customer&apos;s message</source>
        <translation>het bericht van de klant</translation>
    </message>
    <message>
        <source>the last {time}</source>
        <translation>de laatste {time}</translation>
    </message>
    <message>
        <source>the name</source>
        <translation>de naam</translation>
    </message>
    <message>
        <source>the packing</source>
        <translation>de verpakking</translation>
    </message>
    <message>
        <source>the price &apos;{price}&apos; is no {currency}</source>
        <translation>de prijs &apos;{price}&apos; is geen {currency}</translation>
    </message>
    <message>
        <source>the rate of {base} in {quote}</source>
        <translation>de koers van {base} in {quote}</translation>
    </message>
    <message>
        <source>the rate sheet</source>
        <translation>het tariefblad</translation>
    </message>
    <message>
        <source>the rights of a {role}</source>
        <translation>de rechten van een {role}</translation>
    </message>
    <message>
        <source>the room on the disk</source>
        <translation>de ruimte op de schijf</translation>
    </message>
    <message>
        <source>the sales invoice limit, {currency}</source>
        <translation>de grens voor een verkoopfactuur, {currency}</translation>
    </message>
    <message>
        <source>the shipment limits</source>
        <translation>de grenzen voor zendingen</translation>
    </message>
    <message>
        <source>the {what} &apos;{text}&apos; has a comma that groups nothing</source>
        <translation>{what} &apos;{text}&apos; heeft een komma die niets groepeert</translation>
    </message>
    <message>
        <source>the {what} &apos;{text}&apos; has no unit</source>
        <translation>{what} &apos;{text}&apos; heeft geen eenheid</translation>
    </message>
    <message>
        <source>the {what} &apos;{text}&apos; is no number</source>
        <translation>{what} &apos;{text}&apos; is geen getal</translation>
    </message>
    <message>
        <source>this rule</source>
        <translation>deze regel</translation>
    </message>
    <message>
        <source>this till</source>
        <translation>deze kassa</translation>
    </message>
    <message>
        <source>till {label}</source>
        <translation>kassa {label}</translation>
    </message>
    <message>
        <source>to be verified</source>
        <translation>nog na te gaan</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>nagegaan</translation>
    </message>
    <message>
        <source>voucher</source>
        <translation>tegoedbon</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>gewicht</translation>
    </message>
    <message>
        <source>weight typed by hand</source>
        <translation>gewicht met de hand getypt</translation>
    </message>
    <message>
        <source>what is inside</source>
        <translation>wat erin zit</translation>
    </message>
    <message>
        <source>{amount} as store credit</source>
        <translation>{amount} als winkeltegoed</translation>
    </message>
    <message>
        <source>{amount} at {rate}, {source}, {when}</source>
        <translation>{amount} tegen {rate}, {source}, {when}</translation>
    </message>
    <message>
        <source>{amount} covers it</source>
        <translation>{amount} dekt het</translation>
    </message>
    <message>
        <source>{amount} dropped to the safe.</source>
        <translation>{amount} naar de kluis.</translation>
    </message>
    <message>
        <source>{amount} for new goods</source>
        <translation>{amount} voor nieuwe goederen</translation>
    </message>
    <message>
        <source>{amount} is more than you may move alone. Nothing was changed and nothing is lost. Ask a supervisor to type a PIN.</source>
        <translation>{amount} is meer dan u alleen mag verplaatsen. Er is niets veranderd en niets verloren. Laat een supervisor een pincode typen.</translation>
    </message>
    <message>
        <source>{amount} is owed as store credit {code}. Print its slip from the papers that wait.</source>
        <translation>{amount} is verschuldigd als winkeltegoed {code}. Druk de strook af bij het papier dat wacht.</translation>
    </message>
    <message>
        <source>{amount} is still missing.</source>
        <translation>Er ontbreekt nog {amount}.</translation>
    </message>
    <message>
        <source>{amount} of it is here. Press Enter to take that much.</source>
        <translation>Daarvan is {amount} hier. Druk op Enter om zoveel te nemen.</translation>
    </message>
    <message>
        <source>{amount} off</source>
        <translation>{amount} eraf</translation>
    </message>
    <message>
        <source>{amount} paid in.</source>
        <translation>{amount} ingestort.</translation>
    </message>
    <message>
        <source>{amount} paid out.</source>
        <translation>{amount} uitbetaald.</translation>
    </message>
    <message>
        <source>{amount} refunded to the card</source>
        <translation>{amount} terug op de kaart</translation>
    </message>
    <message>
        <source>{amount} still due</source>
        <translation>nog {amount} open</translation>
    </message>
    <message>
        <source>{amount} towards new goods</source>
        <translation>{amount} voor nieuwe goederen</translation>
    </message>
    <message>
        <source>{amount}, no cash</source>
        <translation>{amount}, niet contant</translation>
    </message>
    <message>
        <source>{at}, {number} min before it was recorded</source>
        <translation>{at}, {number} min voor het werd vastgelegd</translation>
    </message>
    <message>
        <source>{before} and {last}</source>
        <translation>{before} en {last}</translation>
    </message>
    <message>
        <source>{change} cannot be made from the notes and coins this till knows. Nothing is lost. Give the nearest sum you can, and note it at shift close.</source>
        <translation>{change} is niet te maken met de biljetten en munten die deze kassa kent. Er is niets verloren. Geef het bedrag dat het dichtst ligt en schrijf het op bij het sluiten.</translation>
    </message>
    <message>
        <source>{chart}, {about}: {figures}</source>
        <translation>{chart}, {about}: {figures}</translation>
    </message>
    <message>
        <source>{code} is in the sale.</source>
        <translation>{code} staat in de verkoop.</translation>
    </message>
    <message>
        <source>{code} is on line {line}</source>
        <translation>{code} staat op regel {line}</translation>
    </message>
    <message>
        <source>{code} is on {owner} in the catalog</source>
        <translation>{code} staat bij {owner} in de catalogus</translation>
    </message>
    <message>
        <source>{code} needs a word from you.</source>
        <translation>{code} heeft een woord van u nodig.</translation>
    </message>
    <message>
        <source>{code} was not added to the sale.</source>
        <translation>{code} is niet aan de verkoop toegevoegd.</translation>
    </message>
    <message>
        <source>{count} above the limit: {what}</source>
        <translation>{count} boven de grens: {what}</translation>
    </message>
    <message>
        <source>{count} back</source>
        <translation>{count} terug</translation>
    </message>
    <message>
        <source>{count} found at this computer</source>
        <translation>{count} gevonden bij deze computer</translation>
    </message>
    <message>
        <source>{count} × {new}, was {old}</source>
        <translation>{count} × {new}, was {old}</translation>
    </message>
    <message>
        <source>{day}, paid {paid}. This till gives back up to {most}</source>
        <translation>{day}, {paid} betaald. Deze kassa geeft tot {most} terug</translation>
    </message>
    <message>
        <source>{difference} fewer</source>
        <translation>{difference} minder</translation>
    </message>
    <message>
        <source>{difference} less</source>
        <translation>{difference} minder</translation>
    </message>
    <message>
        <source>{difference} more</source>
        <translation>{difference} meer</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} van {total}</translation>
    </message>
    <message>
        <source>{done} of {total} rows</source>
        <translation>{done} van {total} rijen</translation>
    </message>
    <message>
        <source>{each}, price approved</source>
        <translation>{each}, prijs goedgekeurd</translation>
    </message>
    <message>
        <source>{file_name} cannot be written ({reason}). The old ones stay in force. Free some disk space, then change it again.</source>
        <translation>{file_name} is niet te schrijven ({reason}). De oude blijven gelden. Maak schijfruimte vrij en wijzig het dan opnieuw.</translation>
    </message>
    <message>
        <source>{file_name} in its data folder is damaged or closed to this account. Nothing was overwritten. Put the file back from a copy of the folder, or ask the office to recover the till.</source>
        <translation>{file_name} in de gegevensmap is beschadigd of gesloten voor dit account. Er is niets overschreven. Zet het bestand terug uit een kopie van de map, of laat het kantoor de kassa herstellen.</translation>
    </message>
    <message>
        <source>{file_name} is damaged. Sales go on, and papers wait. Set the printers again on the Devices page.</source>
        <translation>{file_name} is beschadigd. De verkoop gaat door, en papier wacht. Stel de printers opnieuw in op de pagina Apparaten.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} tot en met {last}</translation>
    </message>
    <message>
        <source>{first}; {then}</source>
        <translation>{first}; {then}</translation>
    </message>
    <message>
        <source>{folder} is not to be had. Nothing was changed. Type another.</source>
        <translation>{folder} is er niet. Er is niets veranderd. Typ een andere.</translation>
    </message>
    <message>
        <source>{folder}: {reason}. Nothing was changed at the till and nothing is lost. Use another stick or folder, then do the same again.</source>
        <translation>{folder}: {reason}. Er is op de kassa niets veranderd en niets verloren. Neem een andere stick of map en doe dan hetzelfde opnieuw.</translation>
    </message>
    <message>
        <source>{folder}: {reason}. Nothing was changed. Correct the folder&apos;s rights.</source>
        <translation>{folder}: {reason}. Er is niets veranderd. Herstel de rechten van de map.</translation>
    </message>
    <message>
        <source>{found} of {products}</source>
        <translation>{found} van {products}</translation>
    </message>
    <message>
        <source>{found} were tried with this till&apos;s key. Nothing was changed. Plug in the stick of the second place and name it with --from, or enrol this till anew.</source>
        <translation>{found} zijn geprobeerd met de sleutel van deze kassa. Er is niets veranderd. Sluit de stick van de tweede plaats aan en noem hem met --from, of schrijf deze kassa opnieuw in.</translation>
    </message>
    <message>
        <source>{gone} went back to the customer by the way it was paid. At most {most} of this receipt may still be given. Nothing was given back and nothing is lost. Choose less of it, or ask the office.</source>
        <translation>{gone} ging terug naar de klant zoals het betaald was. Van deze bon mag nog hoogstens {most} gegeven worden. Er is niets teruggegeven en niets verloren. Kies er minder van, of vraag het kantoor.</translation>
    </message>
    <message>
        <source>{grams} g back</source>
        <translation>{grams} g terug</translation>
    </message>
    <message>
        <source>{grams} g sold</source>
        <translation>{grams} g verkocht</translation>
    </message>
    <message>
        <source>{grams} g sold, {left} g left to return</source>
        <translation>{grams} g verkocht, nog {left} g terug te nemen</translation>
    </message>
    <message>
        <source>{how} Nothing is lost. Look at the list and choose again.</source>
        <translation>{how} Er is niets verloren. Kijk naar de lijst en kies opnieuw.</translation>
    </message>
    <message>
        <source>{kind} {amount}: accepted here, nobody has seen the money.</source>
        <translation>{kind} {amount}: hier aangenomen, niemand heeft het geld gezien.</translation>
    </message>
    <message>
        <source>{kind} {amount}: asked to go back the way it was paid. It is not there yet; offline it waits for the line.</source>
        <translation>{kind} {amount}: gevraagd terug te gaan zoals betaald is. Het is er nog niet; offline wacht het op de lijn.</translation>
    </message>
    <message>
        <source>{kind} {amount}: disputed, the money was not found.</source>
        <translation>{kind} {amount}: betwist, het geld is niet gevonden.</translation>
    </message>
    <message>
        <source>{kind} {amount}: given as store credit {credit}, and it went back the way it was paid as well. Ask the office.</source>
        <translation>{kind} {amount}: gegeven als winkeltegoed {credit}, en het ging ook terug zoals het betaald was. Vraag het kantoor.</translation>
    </message>
    <message>
        <source>{kind} {amount}: given as store credit {credit}, as it could not go back the way it was paid.</source>
        <translation>{kind} {amount}: gegeven als winkeltegoed {credit}, omdat het niet terug kon zoals het betaald was.</translation>
    </message>
    <message>
        <source>{kind} {amount}: given back by its provider already.</source>
        <translation>{kind} {amount}: door de aanbieder al teruggegeven.</translation>
    </message>
    <message>
        <source>{kind} {amount}: it could not go back the way it was paid. {why} A supervisor can give it as store credit at the desk.</source>
        <translation>{kind} {amount}: het kon niet terug zoals het betaald was. {why} Een supervisor kan het op het bureau als winkeltegoed geven.</translation>
    </message>
    <message>
        <source>{kind} {amount}: it could not go back the way it was paid. {why} Ask the office.</source>
        <translation>{kind} {amount}: het kon niet terug zoals het betaald is. {why} Vraag het kantoor.</translation>
    </message>
    <message>
        <source>{kind} {amount}: it expired, no money came.</source>
        <translation>{kind} {amount}: verlopen, er kwam geen geld.</translation>
    </message>
    <message>
        <source>{kind} {amount}: it went back the way it was paid.</source>
        <translation>{kind} {amount}: teruggegaan zoals het betaald is.</translation>
    </message>
    <message>
        <source>{kind} {amount}: nobody knows yet whether it was paid.</source>
        <translation>{kind} {amount}: nog niemand weet of het betaald is.</translation>
    </message>
    <message>
        <source>{kind} {amount}: only claimed, nobody has seen the money.</source>
        <translation>{kind} {amount}: alleen geclaimd, niemand heeft het geld gezien.</translation>
    </message>
    <message>
        <source>{kind} {amount}: rejected or given up, no money came.</source>
        <translation>{kind} {amount}: afgewezen of opgegeven, er kwam geen geld.</translation>
    </message>
    <message>
        <source>{kind} {amount}: verified, the money is there.</source>
        <translation>{kind} {amount}: nagegaan, het geld is er.</translation>
    </message>
    <message>
        <source>{kind} {number}</source>
        <translation>{kind} {number}</translation>
    </message>
    <message>
        <source>{left} left at this till</source>
        <translation>nog {left} op deze kassa</translation>
    </message>
    <message>
        <source>{mean} ms for each key</source>
        <translation>{mean} ms per toets</translation>
    </message>
    <message>
        <source>{megabytes} MB are left.</source>
        <translation>Er is {megabytes} MB over.</translation>
    </message>
    <message>
        <source>{message} ({what})</source>
        <translation>{message} ({what})</translation>
    </message>
    <message>
        <source>{message} Nothing is lost. Use the key, or press F10 to try again.</source>
        <translation>{message} Er is niets verloren. Gebruik de sleutel, of probeer het opnieuw met F10.</translation>
    </message>
    <message>
        <source>{message} The sale is saved as {subject}. Use the key, or press F10 to try again.</source>
        <translation>{message} De verkoop is bewaard als {subject}. Gebruik de sleutel, of probeer het opnieuw met F10.</translation>
    </message>
    <message>
        <source>{message} {saved} Look after the printer, then press Ctrl+P to print {it}.</source>
        <translation>{message} {saved} Kijk naar de printer en druk dan op Ctrl+P om {it} af te drukken.</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>{missing} is still missing: {due} to pay, {received} received. Nothing is lost. Add another payment, or press Esc to go back to the sale.</source>
        <translation>Er ontbreekt nog {missing}: {due} te betalen, {received} ontvangen. Er is niets verloren. Voeg een betaling toe, of ga met Esc terug naar de verkoop.</translation>
    </message>
    <message>
        <source>{more} more than is due</source>
        <translation>{more} meer dan er open is</translation>
    </message>
    <message>
        <source>{more} more than is due. Did they send so much? Press F12 again: it becomes a store credit.</source>
        <translation>{more} meer dan er open is. Hebben ze zoveel gestuurd? Druk nog eens op F12: het wordt een winkeltegoed.</translation>
    </message>
    <message>
        <source>{more} more: store credit</source>
        <translation>{more} meer: winkeltegoed</translation>
    </message>
    <message>
        <source>{name} and {number} more</source>
        <translation>{name} en nog {number}</translation>
    </message>
    <message>
        <source>{name} cannot be reckoned at this till. Nothing was given back and nothing is lost. Send the customer to the till that sold it.</source>
        <translation>{name} is op deze kassa niet te berekenen. Er is niets teruggegeven en niets verloren. Stuur de klant naar de kassa die het verkocht.</translation>
    </message>
    <message>
        <source>{name} claim to decide</source>
        <translation>{name}-claim om te beslissen</translation>
    </message>
    <message>
        <source>{name} claim, approved</source>
        <translation>{name}-claim, goedgekeurd</translation>
    </message>
    <message>
        <source>{name} comes in {variants} variants. Nothing is lost. Choose one.</source>
        <translation>{name} is er in {variants} uitvoeringen. Er is niets verloren. Kies er een.</translation>
    </message>
    <message>
        <source>{name} costs nothing already. Nothing is lost. Take it out and scan it again to sell it.</source>
        <translation>{name} kost al niets. Er is niets verloren. Haal het eruit en scan het opnieuw om het te verkopen.</translation>
    </message>
    <message>
        <source>{name} could not be made there. Nothing else was changed. Choose another place.</source>
        <translation>{name} kon daar niet gemaakt worden. Er is verder niets veranderd. Kies een andere plaats.</translation>
    </message>
    <message>
        <source>{name} could not be opened. Nothing was changed. Choose it again.</source>
        <translation>{name} ging niet open. Er is niets veranderd. Kies opnieuw.</translation>
    </message>
    <message>
        <source>{name} gives no money back: give it in another way</source>
        <translation>{name} geeft geen geld terug: geef het op een andere manier</translation>
    </message>
    <message>
        <source>{name} is not in the sale yet. Nothing is lost. Put it on the scale, or type its weight.</source>
        <translation>{name} staat nog niet in de verkoop. Er is niets verloren. Leg het op de weegschaal, of typ het gewicht.</translation>
    </message>
    <message>
        <source>{name} is not in the sale yet. Nothing is lost. Type a price, or ask a supervisor to.</source>
        <translation>{name} staat nog niet in de verkoop. Er is niets verloren. Typ een prijs, of vraag een supervisor.</translation>
    </message>
    <message>
        <source>{name} is not in the sale. {when}. Nothing is lost. Choose another item, or ask the office to change its season.</source>
        <translation>{name} staat niet in de verkoop. {when}. Er is niets verloren. Kies een ander artikel, of laat het kantoor het seizoen wijzigen.</translation>
    </message>
    <message>
        <source>{name} is not to be had. Nothing was sent. Choose another.</source>
        <translation>{name} is er niet. Er is niets verzonden. Kies een ander.</translation>
    </message>
    <message>
        <source>{name} is priced in {currency}, this sale is in {cart_currency}. Nothing is lost. Sell it in a sale of its own.</source>
        <translation>{name} is geprijsd in {currency}, deze verkoop is in {cart_currency}. Er is niets verloren. Verkoop het in een eigen verkoop.</translation>
    </message>
    <message>
        <source>{name} is saved</source>
        <translation>{name} is bewaard</translation>
    </message>
    <message>
        <source>{name} is sold each. Nothing is lost. Type how many instead.</source>
        <translation>{name} gaat per stuk. Er is niets verloren. Typ hoeveel.</translation>
    </message>
    <message>
        <source>{name} not paid: keep the goods</source>
        <translation>{name} niet betaald: houd de goederen hier</translation>
    </message>
    <message>
        <source>{name} payment not known here</source>
        <translation>{name}-betaling hier niet bekend</translation>
    </message>
    <message>
        <source>{name} payment without a sale</source>
        <translation>{name}-betaling zonder verkoop</translation>
    </message>
    <message>
        <source>{name} payment, being looked up</source>
        <translation>{name}-betaling, wordt nagezocht</translation>
    </message>
    <message>
        <source>{name} prints labels only. Choose another printer for it.</source>
        <translation>{name} drukt alleen etiketten af. Kies er een andere printer voor.</translation>
    </message>
    <message>
        <source>{name} said no: {reason}</source>
        <translation>{name} zei nee: {reason}</translation>
    </message>
    <message>
        <source>{name} says it was not paid</source>
        <translation>{name} zegt dat er niet betaald is</translation>
    </message>
    <message>
        <source>{name} verified: hand over the goods</source>
        <translation>{name} nagegaan: geef de goederen mee</translation>
    </message>
    <message>
        <source>{name} was taken off the list of staff. The sale is kept as it is. Press F11 so that somebody else can sign in.</source>
        <translation>{name} is van de lijst van personeel gehaald. De verkoop blijft zoals hij is. Druk op F11 zodat iemand anders zich kan aanmelden.</translation>
    </message>
    <message>
        <source>{name} {amount}: {state}, {at}</source>
        <translation>{name} {amount}: {state}, {at}</translation>
    </message>
    <message>
        <source>{name}, till {till}</source>
        <translation>{name}, kassa {till}</translation>
    </message>
    <message>
        <source>{name}, {way}</source>
        <translation>{name}, {way}</translation>
    </message>
    <message>
        <source>{name}: {quantity} needed, {left} left at this till. Nothing was sold and nothing is lost. Take it out of the sale, ask for more, or ask a supervisor to allow this one.</source>
        <translation>{name}: {quantity} nodig, {left} over op deze kassa. Er is niets verkocht en niets verloren. Haal het uit de verkoop, vraag om meer, of laat een supervisor dit ene toestaan.</translation>
    </message>
    <message>
        <source>{name}: {quantity} sold, {returned} returned before, {left} left to return. Nothing was given back and nothing is lost. Type {left} or less.</source>
        <translation>{name}: {quantity} verkocht, {returned} al terug, nog {left} terug te nemen. Er is niets teruggegeven en niets verloren. Typ {left} of minder.</translation>
    </message>
    <message>
        <source>{name}: {state}</source>
        <translation>{name}: {state}</translation>
    </message>
    <message>
        <source>{number} added</source>
        <translation>{number} toegevoegd</translation>
    </message>
    <message>
        <source>{number} alike: in order</source>
        <translation>{number} gelijke: in orde</translation>
    </message>
    <message>
        <source>{number} approved, each signed by itself.</source>
        <translation>{number} goedgekeurd, elke apart getekend.</translation>
    </message>
    <message>
        <source>{number} as it was</source>
        <translation>{number} zoals hij was</translation>
    </message>
    <message>
        <source>{number} as they were</source>
        <translation>{number} zoals ze waren</translation>
    </message>
    <message>
        <source>{number} before</source>
        <translation>{number} eerder</translation>
    </message>
    <message>
        <source>{number} call failed</source>
        <translation>{number} keer mislukt</translation>
    </message>
    <message>
        <source>{number} calls failed in a row</source>
        <translation>{number} keer na elkaar mislukt</translation>
    </message>
    <message>
        <source>{number} changed</source>
        <translation>{number} gewijzigd</translation>
    </message>
    <message>
        <source>{number} copies came out</source>
        <translation>{number} kopieën kwamen eruit</translation>
    </message>
    <message>
        <source>{number} copy came out</source>
        <translation>{number} kopie kwam eruit</translation>
    </message>
    <message>
        <source>{number} customer</source>
        <translation>{number} klant</translation>
    </message>
    <message>
        <source>{number} customers</source>
        <translation>{number} klanten</translation>
    </message>
    <message>
        <source>{number} day</source>
        <translation>{number} dag</translation>
    </message>
    <message>
        <source>{number} days</source>
        <translation>{number} dagen</translation>
    </message>
    <message>
        <source>{number} discount</source>
        <translation>{number} korting</translation>
    </message>
    <message>
        <source>{number} discounts</source>
        <translation>{number} kortingen</translation>
    </message>
    <message>
        <source>{number} disputed</source>
        <translation>{number} betwist</translation>
    </message>
    <message>
        <source>{number} false alarms</source>
        <translation>{number} vals alarm</translation>
    </message>
    <message>
        <source>{number} field needs you.</source>
        <translation>{number} veld heeft u nodig.</translation>
    </message>
    <message>
        <source>{number} fields need you.</source>
        <translation>{number} velden hebben u nodig.</translation>
    </message>
    <message>
        <source>{number} found</source>
        <translation>{number} gevonden</translation>
    </message>
    <message>
        <source>{number} goes to the printer, marked COPY</source>
        <translation>{number} gaat naar de printer, gemerkt COPY</translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation>{number} u</translation>
    </message>
    <message>
        <source>{number} in order, each signed by itself.</source>
        <translation>{number} in orde, elke apart getekend.</translation>
    </message>
    <message>
        <source>{number} item</source>
        <translation>{number} artikel</translation>
    </message>
    <message>
        <source>{number} items</source>
        <translation>{number} artikelen</translation>
    </message>
    <message>
        <source>{number} known here</source>
        <translation>{number} hier bekend</translation>
    </message>
    <message>
        <source>{number} line</source>
        <translation>{number} regel</translation>
    </message>
    <message>
        <source>{number} lines</source>
        <translation>{number} regels</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} min</translation>
    </message>
    <message>
        <source>{number} minutes</source>
        <translation>{number} minuten</translation>
    </message>
    <message>
        <source>{number} more version follows.</source>
        <translation>Er volgt nog {number} versie.</translation>
    </message>
    <message>
        <source>{number} more versions follow.</source>
        <translation>Er volgen nog {number} versies.</translation>
    </message>
    <message>
        <source>{number} need you</source>
        <translation>{number} hebben u nodig</translation>
    </message>
    <message>
        <source>{number} needed</source>
        <translation>{number} nodig</translation>
    </message>
    <message>
        <source>{number} needs you</source>
        <translation>{number} heeft u nodig</translation>
    </message>
    <message>
        <source>{number} new</source>
        <translation>{number} nieuw</translation>
    </message>
    <message>
        <source>{number} paper printed</source>
        <translation>{number} papier afgedrukt</translation>
    </message>
    <message>
        <source>{number} paper waits</source>
        <translation>{number} papier wacht</translation>
    </message>
    <message>
        <source>{number} paper waits for a printer</source>
        <translation>{number} papier wacht op een printer</translation>
    </message>
    <message>
        <source>{number} papers printed</source>
        <translation>{number} papieren afgedrukt</translation>
    </message>
    <message>
        <source>{number} papers wait</source>
        <translation>{number} papieren wachten</translation>
    </message>
    <message>
        <source>{number} papers wait for a printer</source>
        <translation>{number} papieren wachten op een printer</translation>
    </message>
    <message>
        <source>{number} payment</source>
        <translation>{number} betaling</translation>
    </message>
    <message>
        <source>{number} payments</source>
        <translation>{number} betalingen</translation>
    </message>
    <message>
        <source>{number} piece</source>
        <translation>{number} stuk</translation>
    </message>
    <message>
        <source>{number} pieces</source>
        <translation>{number} stuks</translation>
    </message>
    <message>
        <source>{number} prices have changed</source>
        <translation>{number} prijzen zijn veranderd</translation>
    </message>
    <message>
        <source>{number} product</source>
        <translation>{number} product</translation>
    </message>
    <message>
        <source>{number} product so far</source>
        <translation>{number} product tot nu toe</translation>
    </message>
    <message>
        <source>{number} products</source>
        <translation>{number} producten</translation>
    </message>
    <message>
        <source>{number} products so far</source>
        <translation>{number} producten tot nu toe</translation>
    </message>
    <message>
        <source>{number} receipt was saved, not printed.</source>
        <translation>{number} bon is bewaard, niet geprint.</translation>
    </message>
    <message>
        <source>{number} receipts were not printed.</source>
        <translation>{number} bonnen zijn niet geprint.</translation>
    </message>
    <message>
        <source>{number} refund</source>
        <translation>{number} terugbetaling</translation>
    </message>
    <message>
        <source>{number} refund before</source>
        <translation>{number} terugbetaling eerder</translation>
    </message>
    <message>
        <source>{number} refunds</source>
        <translation>{number} terugbetalingen</translation>
    </message>
    <message>
        <source>{number} refunds before</source>
        <translation>{number} terugbetalingen eerder</translation>
    </message>
    <message>
        <source>{number} refused</source>
        <translation>{number} geweigerd</translation>
    </message>
    <message>
        <source>{number} row</source>
        <translation>{number} rij</translation>
    </message>
    <message>
        <source>{number} row written</source>
        <translation>{number} rij geschreven</translation>
    </message>
    <message>
        <source>{number} rows</source>
        <translation>{number} rijen</translation>
    </message>
    <message>
        <source>{number} rows written</source>
        <translation>{number} rijen geschreven</translation>
    </message>
    <message>
        <source>{number} sale</source>
        <translation>{number} verkoop</translation>
    </message>
    <message>
        <source>{number} sales</source>
        <translation>{number} verkopen</translation>
    </message>
    <message>
        <source>{number} seconds</source>
        <translation>{number} seconden</translation>
    </message>
    <message>
        <source>{number} special quote answered</source>
        <translation>{number} bijzondere offerte beantwoord</translation>
    </message>
    <message>
        <source>{number} special quote asked</source>
        <translation>{number} bijzondere offerte gevraagd</translation>
    </message>
    <message>
        <source>{number} special quotes answered</source>
        <translation>{number} bijzondere offertes beantwoord</translation>
    </message>
    <message>
        <source>{number} special quotes asked</source>
        <translation>{number} bijzondere offertes gevraagd</translation>
    </message>
    <message>
        <source>{number} tries</source>
        <translation>{number} pogingen</translation>
    </message>
    <message>
        <source>{number} tries left</source>
        <translation>nog {number} pogingen</translation>
    </message>
    <message>
        <source>{number} try</source>
        <translation>{number} poging</translation>
    </message>
    <message>
        <source>{number} try left</source>
        <translation>nog {number} poging</translation>
    </message>
    <message>
        <source>{number} verified</source>
        <translation>{number} nagegaan</translation>
    </message>
    <message>
        <source>{number} void</source>
        <translation>{number} geannuleerd</translation>
    </message>
    <message>
        <source>{number} voids</source>
        <translation>{number} geannuleerd</translation>
    </message>
    <message>
        <source>{number} wait for you</source>
        <translation>{number} wachten op u</translation>
    </message>
    <message>
        <source>{number} waiting</source>
        <translation>{number} in de wacht</translation>
    </message>
    <message>
        <source>{number} waiting to be sent. Close as usual.</source>
        <translation>{number} nog te verzenden. Sluit zoals altijd.</translation>
    </message>
    <message>
        <source>{number} waits for you</source>
        <translation>{number} wacht op u</translation>
    </message>
    <message>
        <source>{number} {name} disputed</source>
        <translation>{number} {name} betwist</translation>
    </message>
    <message>
        <source>{number} {name} to be verified</source>
        <translation>{number} {name} nog na te gaan</translation>
    </message>
    <message>
        <source>{number} {name} verified</source>
        <translation>{number} {name} nagegaan</translation>
    </message>
    <message>
        <source>{number} {outcome}</source>
        <translation>{number} {outcome}</translation>
    </message>
    <message>
        <source>{number}, {name}</source>
        <translation>{number}, {name}</translation>
    </message>
    <message>
        <source>{paper} will not be printed</source>
        <translation>{paper} wordt niet afgedrukt</translation>
    </message>
    <message>
        <source>{paper}, copy {number}</source>
        <translation>{paper}, kopie {number}</translation>
    </message>
    <message>
        <source>{path}: {reason}. What it shows is not lost. Try again.</source>
        <translation>{path}: {reason}. Wat erin staat is niet verloren. Probeer opnieuw.</translation>
    </message>
    <message>
        <source>{path}: {reason}. What it shows is saved. Try again, or print it.</source>
        <translation>{path}: {reason}. Wat erin staat is bewaard. Probeer opnieuw, of druk het af.</translation>
    </message>
    <message>
        <source>{path}: {reason}. What was set before holds. Try again.</source>
        <translation>{path}: {reason}. Wat eerder was ingesteld geldt. Probeer opnieuw.</translation>
    </message>
    <message>
        <source>{places}. Nothing was sent. Correct what you typed, or download the file again: it may have been cut off.</source>
        <translation>{places}. Er is niets verzonden. Verbeter wat u typte, of download het bestand opnieuw: het kan afgebroken zijn.</translation>
    </message>
    <message>
        <source>{port} is open and nothing came. Nothing is lost. Switch the scale on, or choose the right kind of scale under More, Devices; or type the weight.</source>
        <translation>{port} is open en er kwam niets. Er is niets verloren. Zet de weegschaal aan, of kies de juiste soort onder Meer, Apparaten; of typ het gewicht.</translation>
    </message>
    <message>
        <source>{price} at {rate}</source>
        <translation>{price} tegen {rate}</translation>
    </message>
    <message>
        <source>{price} each, as this till sells it</source>
        <translation>{price} per stuk, zoals deze kassa het verkoopt</translation>
    </message>
    <message>
        <source>{reference}: {held} can be spent at this till now, and {amount} is wanted. Nothing was taken and nothing is lost. Take less of it, or press Enter again in a moment: central is asked for the rest when online.</source>
        <translation>{reference}: {held} kan nu op deze kassa worden besteed, en {amount} is gewenst. Er is niets aangenomen en niets verloren. Neem er minder van, of druk zo nog eens op Enter: de centrale wordt om de rest gevraagd als de lijn er is.</translation>
    </message>
    <message>
        <source>{safe} Together {sum_text}, the largest {largest}.</source>
        <translation>{safe} Samen {sum_text}, de grootste {largest}.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{sender} to {place}</source>
        <translation>{sender} naar {place}</translation>
    </message>
    <message>
        <source>{sentences} Nothing is lost. Press F5 for a special quote, or change the pieces.</source>
        <translation>{sentences} Er is niets verloren. Druk op F5 voor een bijzondere offerte, of wijzig de stuks.</translation>
    </message>
    <message>
        <source>{sentence} Nothing is lost. Type the {what} again.</source>
        <translation>{sentence} Er is niets verloren. Typ opnieuw: {what}.</translation>
    </message>
    <message>
        <source>{sold} sold</source>
        <translation>{sold} verkocht</translation>
    </message>
    <message>
        <source>{sold} sold, {left} left to return</source>
        <translation>{sold} verkocht, nog {left} terug te nemen</translation>
    </message>
    <message>
        <source>{store}, Till {till}</source>
        <translation>{store}, kassa {till}</translation>
    </message>
    <message>
        <source>{subject} is saved and goes out with the next exchange.</source>
        <translation>{subject} is bewaard en gaat uit met de volgende uitwisseling.</translation>
    </message>
    <message>
        <source>{sums} was given already, and is more than is due</source>
        <translation>{sums} is al gegeven, en is meer dan er open is</translation>
    </message>
    <message>
        <source>{sums} was given for a sale that is empty now</source>
        <translation>{sums} is gegeven voor een verkoop die nu leeg is</translation>
    </message>
    <message>
        <source>{sums} was paid for it. The payment waits at the desk (Alt+9), and the office gives the money back.</source>
        <translation>Er is {sums} voor betaald. De betaling wacht op het bureau (Alt+9), en het kantoor geeft het geld terug.</translation>
    </message>
    <message>
        <source>{total} in all, as of {at}</source>
        <translation>{total} in totaal, stand van {at}</translation>
    </message>
    <message>
        <source>{total}, rounding {difference}</source>
        <translation>{total}, afronding {difference}</translation>
    </message>
    <message>
        <source>{tries} left before you must wait. Nothing is lost. Type the PIN again.</source>
        <translation>Nog {tries} voordat u moet wachten. Er is niets verloren. Typ de pincode opnieuw.</translation>
    </message>
    <message>
        <source>{unit} is not a unit here. Use {known}.</source>
        <translation>{unit} is hier geen eenheid. Gebruik {known}.</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} van {limit}</translation>
    </message>
    <message>
        <source>{value} is no number of notes or coins. Nothing was sent.</source>
        <translation>{value} is geen aantal biljetten of munten. Er is niets verzonden.</translation>
    </message>
    <message>
        <source>{wait} left</source>
        <translation>nog {wait}</translation>
    </message>
    <message>
        <source>{weight} g at {price} a {unit}</source>
        <translation>{weight} g tegen {price} per {unit}</translation>
    </message>
    <message>
        <source>{weight} to {place}</source>
        <translation>{weight} naar {place}</translation>
    </message>
    <message>
        <source>{weight}, standing still, read at {time}</source>
        <translation>{weight}, staat stil, gelezen om {time}</translation>
    </message>
    <message>
        <source>{what} Nothing was taken and nothing is lost. Press F7 to see both and choose.</source>
        <translation>{what} Er is niets aangenomen en niets verloren. Druk op F7 om beide te zien en te kiezen.</translation>
    </message>
    <message>
        <source>{what} was not added to the sale.</source>
        <translation>{what} is niet in de verkoop gezet.</translation>
    </message>
    <message>
        <source>{where} cannot be read: {error}. Nothing was changed.</source>
        <translation>{where} is niet te lezen: {error}. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>{where} may have {most}. This sale stays as it is and nothing is lost. Press F7 to take payment for one of them, or to drop one.</source>
        <translation>{where} mag er {most} hebben. Deze verkoop blijft zoals hij is en er is niets verloren. Druk op F7 om er een af te rekenen, of er een te laten vallen.</translation>
    </message>
    <message>
        <source>{where}: there is no such kind. Nothing was changed.</source>
        <translation>{where}: die soort is er niet. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>{why} A part of the paper may have come out.</source>
        <translation>{why} Een deel van het papier kan eruit gekomen zijn.</translation>
    </message>
    <message>
        <source>{why} Correct the file and check it again.</source>
        <translation>{why} Verbeter het bestand en controleer het opnieuw.</translation>
    </message>
    <message>
        <source>{why} Nothing is lost. Type the discount again.</source>
        <translation>{why} Er is niets verloren. Typ de korting opnieuw.</translation>
    </message>
    <message>
        <source>{why} Nothing was changed.</source>
        <translation>{why} Er is niets veranderd.</translation>
    </message>
    <message>
        <source>{why} Nothing was taken and nothing is lost.</source>
        <translation>{why} Er is niets aangenomen en niets verloren.</translation>
    </message>
    <message>
        <source>{why}. {places}. Nothing was changed.</source>
        <translation>{why}. {places}. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>{words} Nothing was changed.</source>
        <translation>{words} Er is niets veranderd.</translation>
    </message>
    <message>
        <source>{words}.</source>
        <translation>{words}.</translation>
    </message>
    <message>
        <source>{words}: {amount}.</source>
        <translation>{words}: {amount}.</translation>
    </message>
    <message>
        <source>{words}: {title}</source>
        <translation>{words}: {title}</translation>
    </message>
</context>
</TS>
