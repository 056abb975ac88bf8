<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AccessWords</name>
    <message>
        <source>Everything but this computer</source>
        <translation>Alles außer diesem Rechner</translation>
    </message>
    <message>
        <source>Public internet</source>
        <translation>Öffentliches Internet</translation>
    </message>
    <message>
        <source>Only these hosts</source>
        <translation>Nur diese Hosts</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keins</translation>
    </message>
    <message>
        <source>Its programs may connect to everything but the computer that Pilothouse runs on.</source>
        <translation>Die Programme dürfen alles erreichen außer dem Rechner, auf dem Pilothouse läuft.</translation>
    </message>
    <message>
        <source>Its programs may connect to public addresses. Private networks and this computer are closed.</source>
        <translation>Die Programme dürfen öffentliche Adressen erreichen. Private Netze und dieser Rechner sind gesperrt.</translation>
    </message>
    <message>
        <source>Its programs may connect to these hosts and to nothing else.</source>
        <translation>Die Programme dürfen diese Hosts erreichen und nichts sonst.</translation>
    </message>
    <message>
        <source>Its programs cannot connect to anything.</source>
        <translation>Die Programme können nichts erreichen.</translation>
    </message>
    <message>
        <source>Allowed on a page</source>
        <translation>Auf einer Seite erlaubt</translation>
    </message>
    <message>
        <source>Allowed with the token</source>
        <translation>Erlaubt mit dem Token</translation>
    </message>
    <message>
        <source>Allowed at the terminal</source>
        <translation>Erlaubt am Terminal</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Allowed by %1</source>
        <translation>Erlaubt von %1</translation>
    </message>
    <message>
        <source>pages of %1</source>
        <translation>Seiten von %1</translation>
    </message>
    <message>
        <source>windows of %1</source>
        <translation>Fenster von %1</translation>
    </message>
</context>
<context>
    <name>ApprovalCard</name>
    <message>
        <source>Somebody else has answered already.</source>
        <translation>Jemand anders hat schon geantwortet.</translation>
    </message>
    <message>
        <source>Without an answer it is denied in %1</source>
        <translation>Ohne Antwort abgelehnt in %1</translation>
    </message>
    <message>
        <source>The agent asks: %1</source>
        <translation>Der Agent fragt: %1</translation>
    </message>
    <message>
        <source>%1 this?</source>
        <translation>%1 – erlauben?</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Don’t ask again: %1</source>
        <translation>Nicht mehr fragen: %1</translation>
    </message>
    <message>
        <source>Reason, told to the agent (optional)</source>
        <translation>Grund, den der Agent erfährt (optional)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Allow as edited</source>
        <translation>Geändert erlauben</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Alt+Y</source>
        <translation>Alt+Y</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Deny…</source>
        <translation>Ablehnen…</translation>
    </message>
    <message>
        <source>Deny with a reason; at once: Alt+X</source>
        <translation>Mit Grund ablehnen; sofort: Alt+X</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>ApprovalEditor</name>
    <message>
        <source>Or draw the way on the picture.</source>
        <translation>Oder den Weg im Bild ziehen.</translation>
    </message>
    <message>
        <source>Or click on the right place in the picture.</source>
        <translation>Oder auf die richtige Stelle im Bild klicken.</translation>
    </message>
</context>
<context>
    <name>ApprovalField</name>
    <message>
        <source>Two whole numbers.</source>
        <translation>Zwei ganze Zahlen.</translation>
    </message>
    <message>
        <source>This number will not do.</source>
        <translation>Diese Zahl geht nicht.</translation>
    </message>
    <message>
        <source>This is not valid JSON.</source>
        <translation>Das ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>%1, from the left</source>
        <translation>%1, von links</translation>
    </message>
    <message>
        <source>%1, from the top</source>
        <translation>%1, von oben</translation>
    </message>
    <message>
        <source>The same with marks</source>
        <translation>Dasselbe mit Markierungen</translation>
    </message>
    <message>
        <source>Remove hidden characters</source>
        <translation>Verborgene Zeichen entfernen</translation>
    </message>
</context>
<context>
    <name>ApprovalPicture</name>
    <message>
        <source>The screen, with the target marked</source>
        <translation>Der Bildschirm, mit markiertem Ziel</translation>
    </message>
    <message>
        <source>There is no newer picture.</source>
        <translation>Es gibt kein neueres Bild.</translation>
    </message>
    <message>
        <source>As the model saw it last.</source>
        <translation>Wie das Modell ihn zuletzt sah.</translation>
    </message>
</context>
<context>
    <name>AttachmentStrip</name>
    <message>
        <source>Goes with the message</source>
        <translation>Geht mit der Nachricht</translation>
    </message>
    <message>
        <source>Take off %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>BlockedItem</name>
    <message>
        <source>It is not a public address.</source>
        <translation>Das ist keine öffentliche Adresse.</translation>
    </message>
    <message>
        <source>This session has no network.</source>
        <translation>Diese Sitzung hat kein Netz.</translation>
    </message>
    <message>
        <source>It is the computer that Pilothouse runs on.</source>
        <translation>Das ist der Rechner, auf dem Pilothouse läuft.</translation>
    </message>
    <message>
        <source>It is not on this session’s list.</source>
        <translation>Nicht auf der Liste dieser Sitzung.</translation>
    </message>
    <message>
        <source>A list lets hosts through by name only.</source>
        <translation>Eine Liste lässt Rechner nur mit Namen durch.</translation>
    </message>
    <message>
        <source>%1 was blocked.</source>
        <translation>%1 wurde blockiert.</translation>
    </message>
    <message>
        <source>Allow %1</source>
        <translation>%1 erlauben</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>BudgetOffer</name>
    <message>
        <source>The limit of cost is used up.</source>
        <translation>Das Kostenlimit ist erreicht.</translation>
    </message>
    <message>
        <source>The limit of tokens is used up.</source>
        <translation>Das Tokenlimit ist erreicht.</translation>
    </message>
    <message>
        <source>The limit of time is used up.</source>
        <translation>Das Zeitlimit ist erreicht.</translation>
    </message>
    <message>
        <source>The limit of steps is used up.</source>
        <translation>Das Schrittlimit ist erreicht.</translation>
    </message>
    <message>
        <source>A limit is reached</source>
        <translation>Ein Limit ist erreicht</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>Limits…</translation>
    </message>
    <message>
        <source>Raise to %1</source>
        <translation>Erhöhen auf %1</translation>
    </message>
</context>
<context>
    <name>CallBody</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Overwritten text and control sequences are left out.</source>
        <translation>Überschriebener Text und Steuerzeichen sind ausgelassen.</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Grund: %1</translation>
    </message>
</context>
<context>
    <name>CallItem</name>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>Läuft seit %1</translation>
    </message>
    <message>
        <source>Failed after %1</source>
        <translation>Fehlgeschlagen nach %1</translation>
    </message>
    <message>
        <source>Wheel taken after %1</source>
        <translation>Steuer übernommen nach %1</translation>
    </message>
    <message>
        <source>Stopped after %1</source>
        <translation>Gestoppt nach %1</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Als Nächstes</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Antwort</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Nicht ausgeführt</translation>
    </message>
    <message>
        <source>The agent: %1. %2</source>
        <translation>Der Agent: %1. %2</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Copy what came out</source>
        <translation>Ausgabe kopieren</translation>
    </message>
    <message>
        <source>Show the picture large</source>
        <translation>Bild groß zeigen</translation>
    </message>
    <message>
        <source>Unfolded</source>
        <translation>Aufgeklappt</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>Zugeklappt</translation>
    </message>
    <message>
        <source>Show the screen after: %1</source>
        <translation>Bildschirm zeigen nach: %1</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message>
        <source>Restart the shell</source>
        <translation>Shell neu starten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Insert into</source>
        <translation>Einfügen in</translation>
    </message>
    <message>
        <source>Unknown action</source>
        <translation>Unbekannte Aktion</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Right-click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>Middle-click</source>
        <translation>Mittelklick</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Triple-click</source>
        <translation>Dreifachklick</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>Look at the screen</source>
        <translation>Bildschirm ansehen</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Genauer ansehen</translation>
    </message>
    <message>
        <source>Look closer at %1</source>
        <translation>Genauer ansehen: %1</translation>
    </message>
    <message>
        <source>Find the pointer</source>
        <translation>Zeiger suchen</translation>
    </message>
    <message>
        <source>Move the pointer to %1</source>
        <translation>Zeiger bewegen nach %1</translation>
    </message>
    <message>
        <source>Move the pointer</source>
        <translation>Zeiger bewegen</translation>
    </message>
    <message>
        <source>Drag from %1 to %2</source>
        <translation>Ziehen von %1 nach %2</translation>
    </message>
    <message>
        <source>Drag to %1</source>
        <translation>Ziehen nach %1</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Hold the mouse button down</source>
        <translation>Maustaste halten</translation>
    </message>
    <message>
        <source>Release the mouse button</source>
        <translation>Maustaste loslassen</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>Hochscrollen</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>Runterscrollen</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>Nach links scrollen</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>Nach rechts scrollen</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Scrollen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>Press %1</source>
        <translation>Drücken: %1</translation>
    </message>
    <message>
        <source>%1, %2 times</source>
        <translation>%1, %2-mal</translation>
    </message>
    <message>
        <source>Hold %1 for %2 s</source>
        <translation>%1 halten, %2 s</translation>
    </message>
    <message>
        <source>Wait %1 s</source>
        <translation>%1 s warten</translation>
    </message>
    <message>
        <source>1 key</source>
        <translation>1 Taste</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 Tasten</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 Zeichen</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 Zeichen</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>the secret %1</source>
        <translation>das Geheimnis %1</translation>
    </message>
    <message>
        <source>the secrets %1 and %2</source>
        <translation>die Geheimnisse %1 und %2</translation>
    </message>
    <message>
        <source>typing %1</source>
        <translation>Tippen: %1</translation>
    </message>
    <message>
        <source>clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>right clicks</source>
        <translation>Rechtsklicks</translation>
    </message>
    <message>
        <source>double clicks</source>
        <translation>Doppelklicks</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>key presses</source>
        <translation>Tastendrücke</translation>
    </message>
    <message>
        <source>scrolling</source>
        <translation>Scrollen</translation>
    </message>
    <message>
        <source>dragging</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>shell commands</source>
        <translation>Shell-Befehle</translation>
    </message>
    <message>
        <source>writing files</source>
        <translation>Dateien schreiben</translation>
    </message>
    <message>
        <source>changing files</source>
        <translation>Dateien ändern</translation>
    </message>
    <message>
        <source>inserting into files</source>
        <translation>In Dateien einfügen</translation>
    </message>
    <message>
        <source>List what is on the screen</source>
        <translation>Auflisten, was auf dem Bildschirm ist</translation>
    </message>
    <message>
        <source>Look for</source>
        <translation>Suchen nach</translation>
    </message>
    <message>
        <source>filling in fields</source>
        <translation>Felder ausfüllen</translation>
    </message>
    <message>
        <source>choosing</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Give the keyboard to</source>
        <translation>Tastatur geben an</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>Ausfüllen</translation>
    </message>
    <message>
        <source>Tick</source>
        <translation>Ankreuzen</translation>
    </message>
    <message>
        <source>Untick</source>
        <translation>Kreuz entfernen</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Aufklappen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zuklappen</translation>
    </message>
    <message>
        <source>Scroll to</source>
        <translation>Scrollen zu</translation>
    </message>
    <message>
        <source>Read the page</source>
        <translation>Seite lesen</translation>
    </message>
    <message>
        <source>List the windows</source>
        <translation>Fenster auflisten</translation>
    </message>
    <message>
        <source>Bring to the front</source>
        <translation>Nach vorn holen</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Maximize</source>
        <translation>Maximieren</translation>
    </message>
    <message>
        <source>Minimize</source>
        <translation>Minimieren</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Move to %1</source>
        <translation>Verschieben nach %1</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>Größe ändern</translation>
    </message>
    <message>
        <source>Read the clipboard</source>
        <translation>Zwischenablage lesen</translation>
    </message>
    <message>
        <source>Put on the clipboard</source>
        <translation>In die Zwischenablage legen</translation>
    </message>
    <message>
        <source>Put 1 character on the clipboard</source>
        <translation>1 Zeichen in die Zwischenablage legen</translation>
    </message>
    <message>
        <source>Put %1 characters on the clipboard</source>
        <translation>%1 Zeichen in die Zwischenablage legen</translation>
    </message>
    <message>
        <source>Wait for text</source>
        <translation>Warten auf Text</translation>
    </message>
    <message>
        <source>Wait for a window</source>
        <translation>Warten auf ein Fenster</translation>
    </message>
    <message>
        <source>Wait until it is gone</source>
        <translation>Warten, bis es weg ist</translation>
    </message>
    <message>
        <source>Wait until the screen is still</source>
        <translation>Warten, bis sich nichts mehr bewegt</translation>
    </message>
    <message>
        <source>Wait for the file</source>
        <translation>Warten auf die Datei</translation>
    </message>
    <message>
        <source>Wait for</source>
        <translation>Warten auf</translation>
    </message>
    <message>
        <source>giving the keyboard</source>
        <translation>Tastatur geben</translation>
    </message>
    <message>
        <source>moving windows</source>
        <translation>Fenster verschieben</translation>
    </message>
    <message>
        <source>maximizing windows</source>
        <translation>Fenster maximieren</translation>
    </message>
    <message>
        <source>minimizing windows</source>
        <translation>Fenster minimieren</translation>
    </message>
    <message>
        <source>restoring windows</source>
        <translation>Fenster wiederherstellen</translation>
    </message>
    <message>
        <source>closing windows</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>writing the clipboard</source>
        <translation>Zwischenablage beschreiben</translation>
    </message>
</context>
<context>
    <name>Caller</name>
    <message>
        <source>The agent asks</source>
        <translation>Der Agent fragt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
</context>
<context>
    <name>Certificate</name>
    <message>
        <source>The certificate of this server is for another address: %1.</source>
        <translation>Das Zertifikat dieses Servers gilt für eine andere Adresse: %1.</translation>
    </message>
    <message>
        <source>The certificate of this server was good until %1.</source>
        <translation>Das Zertifikat dieses Servers galt bis %1.</translation>
    </message>
    <message>
        <source>The certificate of this server is good from %1 on.</source>
        <translation>Das Zertifikat dieses Servers gilt erst ab %1.</translation>
    </message>
    <message>
        <source>This server made its certificate itself: nobody whom this computer trusts vouches for it.</source>
        <translation>Dieser Server hat sein Zertifikat selbst ausgestellt: niemand, dem dieser Rechner vertraut, bürgt dafür.</translation>
    </message>
    <message>
        <source>Nobody whom this computer trusts vouches for the certificate of this server.</source>
        <translation>Niemand, dem dieser Rechner vertraut, bürgt für das Zertifikat dieses Servers.</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>it asks about nothing</source>
        <translation>fragt vor nichts</translation>
    </message>
    <message>
        <source>it asks about what has consequences</source>
        <translation>fragt vor allem mit Folgen</translation>
    </message>
    <message>
        <source>it asks about everything</source>
        <translation>fragt vor allem</translation>
    </message>
    <message>
        <source>at most %1 steps</source>
        <translation>höchstens %1 Schritte</translation>
    </message>
    <message>
        <source>no limit of steps</source>
        <translation>kein Limit für Schritte</translation>
    </message>
    <message>
        <source>no limit of cost</source>
        <translation>kein Limit für Kosten</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <translation>höchstens %1 Tokens</translation>
    </message>
    <message>
        <source>no limit of tokens</source>
        <translation>kein Limit für Tokens</translation>
    </message>
    <message>
        <source>no limit of time</source>
        <translation>kein Limit für Zeit</translation>
    </message>
    <message>
        <source>%1 answers from the next message on</source>
        <translation>ab der nächsten Nachricht antwortet %1</translation>
    </message>
    <message>
        <source>thinking and effort</source>
        <translation>Denken und Aufwand</translation>
    </message>
    <message>
        <source>Changed: %1.</source>
        <translation>Geändert: %1.</translation>
    </message>
    <message>
        <source>%1: not asked about again.</source>
        <translation>%1: wird nicht mehr gefragt.</translation>
    </message>
    <message>
        <source>%1: asked about again.</source>
        <translation>%1: wird wieder gefragt.</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>Changed on a page: %1.</source>
        <translation>Auf einer Seite geändert: %1.</translation>
    </message>
    <message>
        <source>Changed with the token: %1.</source>
        <translation>Mit dem Token geändert: %1.</translation>
    </message>
    <message>
        <source>Changed at the terminal: %1.</source>
        <translation>Am Terminal geändert: %1.</translation>
    </message>
    <message>
        <source>Changed by %1: %2.</source>
        <translation>Geändert von %1: %2.</translation>
    </message>
</context>
<context>
    <name>ChatPane</name>
    <message>
        <source>Describe the task</source>
        <translation>Aufgabe beschreiben</translation>
    </message>
    <message>
        <source>Stop and correct the agent</source>
        <translation>Agent anhalten und korrigieren</translation>
    </message>
    <message>
        <source>Answer above, or write</source>
        <translation>Oben antworten oder schreiben</translation>
    </message>
    <message>
        <source>Hand back, or correct it</source>
        <translation>Zurückgeben oder korrigieren</translation>
    </message>
    <message>
        <source>Resume, or write what to do</source>
        <translation>Fortsetzen oder schreiben, was zu tun ist</translation>
    </message>
    <message>
        <source>Give the next task</source>
        <translation>Nächste Aufgabe geben</translation>
    </message>
    <message>
        <source>Describe the task. The desktop starts with your first message.</source>
        <translation>Aufgabe beschreiben. Der Desktop startet mit der ersten Nachricht.</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neuestes</translation>
    </message>
</context>
<context>
    <name>ClosedBar</name>
    <message>
        <source>This session is closed for good.</source>
        <translation>Diese Sitzung ist endgültig geschlossen.</translation>
    </message>
    <message>
        <source>Continue in a new session</source>
        <translation>In neuer Sitzung fortfahren</translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>Code, %1</source>
        <translation>Code, %1</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Describe the task</source>
        <translation>Aufgabe beschreiben</translation>
    </message>
    <message>
        <source>Attach files: pictures for the model, others for the desktop</source>
        <translation>Dateien anhängen: Bilder fürs Modell, andere für den Desktop</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <source>The server starts…</source>
        <translation>Der Server startet…</translation>
    </message>
    <message>
        <source>The server stops…</source>
        <translation>Der Server endet…</translation>
    </message>
    <message>
        <source>The server could not start</source>
        <translation>Der Server konnte nicht starten</translation>
    </message>
    <message>
        <source>The server asks who you are</source>
        <translation>Der Server fragt, wer da ist</translation>
    </message>
    <message>
        <source>Is this the right server?</source>
        <translation>Ist das der richtige Server?</translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>Der Server ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinde…</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>If &quot;pilothouse serve&quot; runs already, connect to it below.</source>
        <translation>Läuft „pilothouse serve“ schon? Dann unten damit verbinden.</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint of the certificate</source>
        <translation>SHA-256-Fingerabdruck des Zertifikats</translation>
    </message>
    <message>
        <source>It is the same: trust this certificate</source>
        <translation>Er ist derselbe: diesem Zertifikat vertrauen</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt noch einmal</translation>
    </message>
    <message>
        <source>Another server…</source>
        <translation>Anderer Server…</translation>
    </message>
    <message>
        <source>Address, or the link that the server printed</source>
        <translation>Adresse, oder der Link, den der Server ausgegeben hat</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>%1 vergessen</translation>
    </message>
    <message>
        <source>The certificate has changed</source>
        <translation>Das Zertifikat hat sich geändert</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint of the one that you trusted</source>
        <translation>SHA-256-Fingerabdruck dessen, dem vertraut wurde</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint of the one that is shown now</source>
        <translation>SHA-256-Fingerabdruck dessen, das jetzt gezeigt wird</translation>
    </message>
    <message>
        <source>It is the server&apos;s new one: trust it from now on</source>
        <translation>Es ist das neue des Servers: ihm von jetzt an vertrauen</translation>
    </message>
</context>
<context>
    <name>Connecting</name>
    <message>
        <source>No computer of the name %1 is known here.</source>
        <translation>Hier ist kein Rechner mit dem Namen %1 bekannt.</translation>
    </message>
    <message>
        <source>Look whether the name is written right, and whether this computer is in its network.</source>
        <translation>Bitte nachsehen, ob der Name richtig geschrieben ist und ob dieser Rechner in dessen Netz ist.</translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation>Bei %1 antwortet nichts.</translation>
    </message>
    <message>
        <source>Look whether the server runs, and whether the address and the port are right.</source>
        <translation>Bitte nachsehen, ob der Server läuft und ob Adresse und Port stimmen.</translation>
    </message>
    <message>
        <source>%1 does not answer with TLS.</source>
        <translation>%1 antwortet nicht mit TLS.</translation>
    </message>
    <message>
        <source>Perhaps its address begins with http:// rather than https://.</source>
        <translation>Vielleicht beginnt die Adresse mit http:// statt mit https://.</translation>
    </message>
    <message>
        <source>The server at %1 does not answer.</source>
        <translation>Der Server bei %1 antwortet nicht.</translation>
    </message>
    <message>
        <source>Look whether the server runs, whether the address and the port are right, and whether the network is there.</source>
        <translation>Bitte nachsehen, ob der Server läuft, ob Adresse und Port stimmen und ob das Netz da ist.</translation>
    </message>
    <message>
        <source>Too many tries: it goes on in a while.</source>
        <translation>Zu viele Versuche: in einer Weile geht es weiter.</translation>
    </message>
    <message>
        <source>This address sends one on to %1.</source>
        <translation>Diese Adresse verweist weiter auf %1.</translation>
    </message>
    <message>
        <source>Connect to that address, if it is the right one: the token is not sent on by itself.</source>
        <translation>Bitte mit jener Adresse verbinden, wenn sie die richtige ist: das Token wird nicht von selbst weitergeschickt.</translation>
    </message>
    <message>
        <source>It is tried again by itself. If it stays so, look into the log of the server.</source>
        <translation>Es wird von selbst wieder versucht. Bleibt es so, hilft ein Blick ins Protokoll des Servers.</translation>
    </message>
    <message>
        <source>Something answers at %1, but not Pilothouse.</source>
        <translation>Bei %1 antwortet etwas, aber nicht Pilothouse.</translation>
    </message>
    <message>
        <source>Look whether the port and the path are right, and whether the address begins with http:// or with https://.</source>
        <translation>Bitte nachsehen, ob Port und Pfad stimmen und ob die Adresse mit http:// oder mit https:// beginnt.</translation>
    </message>
    <message>
        <source>The server is Pilothouse %1, this window is %2: what only one of them knows does not work. The page in the browser fits the server.</source>
        <translation>Der Server ist Pilothouse %1, dieses Fenster %2: was nur eines von beiden kennt, geht nicht. Die Seite im Browser passt zum Server.</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>DesktopBar</name>
    <message>
        <source>You steer</source>
        <translation>Du steuerst</translation>
    </message>
    <message>
        <source>%1 steers</source>
        <translation>%1 steuert</translation>
    </message>
    <message>
        <source>Another person steers</source>
        <translation>Jemand anderes steuert</translation>
    </message>
    <message>
        <source>Live · view only</source>
        <translation>Live · nur ansehen</translation>
    </message>
    <message>
        <source>Desktop off</source>
        <translation>Desktop aus</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>All keys go to the desktop, also Alt+Tab and Super</source>
        <translation>Alle Tasten gehen an den Desktop, auch Alt+Tab und Super</translation>
    </message>
    <message>
        <source>Put my clipboard into the desktop’s</source>
        <translation>Meine Zwischenablage in die des Desktops legen</translation>
    </message>
    <message>
        <source>Your clipboard is the desktop’s now.</source>
        <translation>Deine Zwischenablage ist jetzt die des Desktops.</translation>
    </message>
    <message>
        <source>Show at full size</source>
        <translation>In voller Größe zeigen</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>In das Fenster einpassen</translation>
    </message>
    <message>
        <source>Hand back</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take the wheel</source>
        <translation>Steuer übernehmen</translation>
    </message>
</context>
<context>
    <name>DesktopNotice</name>
    <message>
        <source>This session is closed. Replay shows what happened.</source>
        <translation>Diese Sitzung ist geschlossen. Die Wiedergabe zeigt, was geschah.</translation>
    </message>
    <message>
        <source>The desktop is starting…</source>
        <translation>Der Desktop startet…</translation>
    </message>
    <message>
        <source>The desktop is off. It starts with your next message.</source>
        <translation>Der Desktop ist aus. Er startet mit der nächsten Nachricht.</translation>
    </message>
    <message>
        <source>Connecting to the desktop…</source>
        <translation>Verbinde mit dem Desktop…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>DesktopPane</name>
    <message>
        <source>%1 took the wheel.</source>
        <translation>%1 hat das Steuer übernommen.</translation>
    </message>
    <message>
        <source>Another person took the wheel.</source>
        <translation>Jemand anderes hat das Steuer übernommen.</translation>
    </message>
    <message>
        <source>Nobody moved for a while: the wheel went back to the agent.</source>
        <translation>Eine Weile bewegte sich nichts: das Steuer ging zurück an den Agenten.</translation>
    </message>
    <message>
        <source>The connection was lost: the wheel went back to the agent.</source>
        <translation>Die Verbindung riss ab: das Steuer ging zurück an den Agenten.</translation>
    </message>
    <message>
        <source>The desktop ended, and your turn at the wheel with it.</source>
        <translation>Der Desktop endete, und mit ihm das Steuern.</translation>
    </message>
    <message>
        <source>The wheel was taken from you: the agent has it.</source>
        <translation>Das Steuer wurde weggenommen: der Agent hat es.</translation>
    </message>
    <message>
        <source>The desktop as it was last</source>
        <translation>Der Desktop, wie er zuletzt war</translation>
    </message>
    <message>
        <source>The desktop. Ctrl+Alt+Home leaves it.</source>
        <translation>Der Desktop. Strg+Alt+Pos1 führt hinaus.</translation>
    </message>
    <message>
        <source>The desktop</source>
        <translation>Der Desktop</translation>
    </message>
    <message>
        <source>You are watching. Take the wheel to steer.</source>
        <translation>Hier wird zugesehen. Zum Steuern das Steuer übernehmen.</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Home leaves the desktop</source>
        <translation>Strg+Alt+Pos1 führt aus dem Desktop</translation>
    </message>
    <message>
        <source>Take the wheel away?</source>
        <translation>Das Steuer wegnehmen?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Wegnehmen</translation>
    </message>
    <message>
        <source>%1 is steering this desktop now.</source>
        <translation>%1 steuert diesen Desktop gerade.</translation>
    </message>
    <message>
        <source>Another person is steering this desktop now.</source>
        <translation>Jemand anderes steuert diesen Desktop gerade.</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Pictures go to the model, other files to the desktop</source>
        <translation>Bilder gehen ans Modell, andere Dateien auf den Desktop</translation>
    </message>
</context>
<context>
    <name>EndItem</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>The run ended: %1. %2</source>
        <translation>Der Lauf endete: %1. %2</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Resume asks again from here: what was done so far is kept.</source>
        <translation>Fortsetzen fragt von hier aus noch einmal: bisher Getanes bleibt.</translation>
    </message>
</context>
<context>
    <name>FileCarrier</name>
    <message>
        <source>%1 is fetched: drag it once more.</source>
        <translation>%1 ist geholt: noch einmal ziehen.</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>Opens the folder</source>
        <translation>Öffnet den Ordner</translation>
    </message>
    <message>
        <source>Saves the file on this computer</source>
        <translation>Speichert die Datei auf diesem Rechner</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Nothing is here yet.</source>
        <translation>Hier ist noch nichts.</translation>
    </message>
    <message>
        <source>Files of the desktop</source>
        <translation>Dateien des Desktops</translation>
    </message>
    <message>
        <source>Folder above</source>
        <translation>Ordner darüber</translation>
    </message>
    <message>
        <source>Drop to upload into this folder</source>
        <translation>Loslassen zum Hochladen in diesen Ordner</translation>
    </message>
    <message>
        <source>Upload files</source>
        <translation>Dateien hochladen</translation>
    </message>
    <message>
        <source>Drop files here to upload them, or drag one out.</source>
        <translation>Dateien hierher ziehen, um sie hochzuladen, oder eine hinausziehen.</translation>
    </message>
</context>
<context>
    <name>FoldButton</name>
    <message>
        <source>Unfolded</source>
        <translation>Aufgeklappt</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>Zugeklappt</translation>
    </message>
</context>
<context>
    <name>HiddenNotice</name>
    <message>
        <source>A character that cannot be seen is in this text, marked below: %1.</source>
        <translation>Ein unsichtbares Zeichen ist in diesem Text, unten markiert: %1.</translation>
    </message>
    <message>
        <source>%1 characters that cannot be seen are in this text, marked below: %2.</source>
        <translation>%1 unsichtbare Zeichen sind in diesem Text, unten markiert: %2.</translation>
    </message>
</context>
<context>
    <name>Lightbox</name>
    <message>
        <source>Sent with a message</source>
        <translation>Mit einer Nachricht gesendet</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>The screen after: %1</source>
        <translation>Der Bildschirm nach: %1</translation>
    </message>
    <message>
        <source>A picture of a message</source>
        <translation>Ein Bild einer Nachricht</translation>
    </message>
    <message>
        <source>Picture before</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>LimitField</name>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
</context>
<context>
    <name>LimitsDialog</name>
    <message>
        <source>Steps of one run</source>
        <translation>Schritte eines Laufs</translation>
    </message>
    <message>
        <source>Minutes of one run</source>
        <translation>Minuten eines Laufs</translation>
    </message>
    <message>
        <source>Cost of the session (US$)</source>
        <translation>Kosten der Sitzung (US$)</translation>
    </message>
    <message>
        <source>Tokens of the session</source>
        <translation>Tokens der Sitzung</translation>
    </message>
    <message>
        <source>This number will not do.</source>
        <translation>Diese Zahl geht nicht.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>They hold at once, also in a run that is going on.</source>
        <translation>Sie gelten sofort, auch im laufenden Lauf.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>The system could not open %1.</source>
        <translation>Das System konnte %1 nicht öffnen.</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>%1 leads to a program on this machine, which may be one of the desktop’s. It can look like Pilothouse: type no token there.</source>
        <translation>%1 führt zu einem Programm auf diesem Rechner, vielleicht einem des Desktops. Es kann wie Pilothouse aussehen: dort kein Token eingeben.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>LostBar</name>
    <message>
        <source>Try again now</source>
        <translation>Jetzt noch einmal</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>All desktops</source>
        <translation>Alle Desktops</translation>
    </message>
    <message>
        <source>(%1) </source>
        <translation>(%1) </translation>
    </message>
    <message>
        <source>Pilothouse – %1</source>
        <translation>Pilothouse – %1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>The demo model follows simple lines such as &quot;open terminal&quot;.</source>
        <translation>Das Demo-Modell folgt einfachen Zeilen wie „open terminal“.</translation>
    </message>
    <message>
        <source>Tasks are going on</source>
        <translation>Aufgaben sind in Arbeit</translation>
    </message>
    <message>
        <source>The server of this window ends with it. What goes on is stopped, and can be resumed at the next start.</source>
        <translation>Der Server dieses Fensters endet mit ihm. Was läuft, wird angehalten und kann beim nächsten Start weitergehen.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Use a template…</source>
        <translation>Vorlage benutzen…</translation>
    </message>
    <message numerus="yes">
        <source>Pilothouse: %n session(s) need you</source>
        <translation>
            <numerusform>Pilothouse: %n Sitzung braucht eine Antwort</numerusform>
            <numerusform>Pilothouse: %n Sitzungen brauchen eine Antwort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pilothouse: %n session(s) at work</source>
        <translation>
            <numerusform>Pilothouse: %n Sitzung in Arbeit</numerusform>
            <numerusform>Pilothouse: %n Sitzungen in Arbeit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>New session with options…</source>
        <translation>Neue Sitzung mit Optionen…</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Another server…</source>
        <translation>Anderer Server…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Templates…</source>
        <translation>Vorlagen…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
</context>
<context>
    <name>MarkedPicture</name>
    <message>
        <source>This picture is not kept</source>
        <translation>Dieses Bild ist nicht aufbewahrt</translation>
    </message>
</context>
<context>
    <name>ModelField</name>
    <message>
        <source> · $%1 in, $%2 out per million</source>
        <translation> · %1 $ ein, %2 $ aus je Million</translation>
    </message>
    <message>
        <source>%1 · %2 tokens</source>
        <translation>%1 · %2 Tokens</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Demo-Modell</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Voreinstellung: %1</translation>
    </message>
    <message>
        <source>Another one…</source>
        <translation>Ein anderes…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Id of the model</source>
        <translation>Kennung des Modells</translation>
    </message>
</context>
<context>
    <name>MoreOptions</name>
    <message>
        <source>Model default</source>
        <translation>Wie das Modell</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Very high</source>
        <translation>Sehr hoch</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximal</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>Angepasst</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denken</translation>
    </message>
    <message>
        <source>Token limit</source>
        <translation>Tokens höchstens</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <translation>Bildqualität</translation>
    </message>
    <message>
        <source>Added to the system prompt</source>
        <translation>Zusatz zum System-Prompt</translation>
    </message>
    <message>
        <source>Language of its programs</source>
        <translation>Sprache seiner Programme</translation>
    </message>
    <message>
        <source>Time zone of its programs</source>
        <translation>Zeitzone seiner Programme</translation>
    </message>
</context>
<context>
    <name>NetworkDialog</name>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Not held here: the sandbox is “%1”, so programs use the computer’s own network.</source>
        <translation>Hier nicht durchgesetzt: Die Sandbox ist „%1“, Programme nutzen das Netz des Rechners.</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>Host to allow</source>
        <translation>Zu erlaubender Host</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>NewSessionDialog</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Tell an address when it asks or ends (webhook)</source>
        <translation>Bei Fragen und am Ende eine Adresse benachrichtigen (Webhook)</translation>
    </message>
    <message>
        <source>What should the agent do? You can also say it later.</source>
        <translation>Was soll der Agent tun? Das geht auch später.</translation>
    </message>
    <message>
        <source>Create session</source>
        <translation>Sitzung anlegen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Von vorn</translation>
    </message>
</context>
<context>
    <name>NoteItem</name>
    <message>
        <source>less than a second</source>
        <translation>weniger als einer Sekunde</translation>
    </message>
    <message>
        <source>The agent</source>
        <translation>Der Agent</translation>
    </message>
    <message>
        <source>A person</source>
        <translation>Eine Person</translation>
    </message>
    <message>
        <source>%1 took the wheel.</source>
        <translation>%1 hat das Steuer übernommen.</translation>
    </message>
    <message>
        <source>The wheel was handed back after %1.</source>
        <translation>Das Steuer wurde nach %1 zurückgegeben.</translation>
    </message>
    <message>
        <source>The connection was lost: the wheel went back after %1.</source>
        <translation>Verbindung verloren: das Steuer ging nach %1 zurück.</translation>
    </message>
    <message>
        <source>Nobody moved: the wheel went back after %1.</source>
        <translation>Niemand bewegte etwas: das Steuer ging nach %1 zurück.</translation>
    </message>
    <message>
        <source>The wheel was taken away after %1.</source>
        <translation>Das Steuer wurde nach %1 weggenommen.</translation>
    </message>
    <message>
        <source>The desktop ended; the wheel was held for %1.</source>
        <translation>Der Desktop endete; das Steuer war %1 übernommen.</translation>
    </message>
    <message>
        <source>%1 has the wheel.</source>
        <translation>%1 hat das Steuer.</translation>
    </message>
    <message>
        <source>The desktop was given up for another session, as nothing was going on here.</source>
        <translation>Der Desktop wurde für eine andere Sitzung aufgegeben, da hier nichts lief.</translation>
    </message>
    <message>
        <source>The desktop was closed, as nobody used it.</source>
        <translation>Der Desktop wurde geschlossen, da ihn niemand nutzte.</translation>
    </message>
    <message>
        <source>Your next message starts it again; files are kept.</source>
        <translation>Die nächste Nachricht startet ihn wieder; Dateien bleiben.</translation>
    </message>
    <message>
        <source>Until here this was said in “%1”.</source>
        <translation>Bis hierher wurde dies in „%1“ gesagt.</translation>
    </message>
    <message>
        <source>This was begun elsewhere.</source>
        <translation>Dies wurde anderswo begonnen.</translation>
    </message>
    <message>
        <source>Files are as they were then.</source>
        <translation>Die Dateien sind, wie sie damals waren.</translation>
    </message>
    <message>
        <source>Files are those that were there when this was begun.</source>
        <translation>Die Dateien sind die, die dort waren, als dies begonnen wurde.</translation>
    </message>
    <message>
        <source>Neither did files.</source>
        <translation>Die Dateien auch nicht.</translation>
    </message>
    <message>
        <source>Programs, secrets and permissions did not come along.</source>
        <translation>Programme, Geheimnisse und Erlaubnisse kamen nicht mit.</translation>
    </message>
    <message>
        <source>The files were put back to what they were at %1, and the desktop was closed.</source>
        <translation>Die Dateien sind wieder, wie sie am %1 waren; der Desktop wurde geschlossen.</translation>
    </message>
    <message>
        <source>The conversation outgrew one request. The model goes on from a summary of it.</source>
        <translation>Das Gespräch wurde zu lang für eine Anfrage. Das Modell macht mit einer Zusammenfassung weiter.</translation>
    </message>
    <message>
        <source>Open the session it came from</source>
        <translation>Ursprüngliche Sitzung öffnen</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>$%1</source>
        <translation>%1 $</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>It is sent as soon as the agent has stopped: %1</source>
        <translation>Wird gesendet, sobald der Agent angehalten hat: %1</translation>
    </message>
</context>
<context>
    <name>PaletteDialog</name>
    <message>
        <source>Type what was said.</source>
        <translation>Eintippen, was gesagt wurde.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Nothing was said or done with these words.</source>
        <translation>Nichts mit diesen Worten wurde gesagt oder getan.</translation>
    </message>
    <message>
        <source>Nothing was said with these words.</source>
        <translation>Mit diesen Worten wurde nichts gesagt.</translation>
    </message>
    <message>
        <source>%1 and more places.</source>
        <translation>%1 Stellen und mehr.</translation>
    </message>
    <message>
        <source>1 place.</source>
        <translation>1 Stelle.</translation>
    </message>
    <message>
        <source>%1 places.</source>
        <translation>%1 Stellen.</translation>
    </message>
    <message>
        <source>Older conversations are still being made searchable.</source>
        <translation>Ältere Gespräche werden noch durchsuchbar gemacht.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search this session</source>
        <translation>Diese Sitzung durchsuchen</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Find what was said in this session</source>
        <translation>Finden, was in dieser Sitzung gesagt wurde</translation>
    </message>
    <message>
        <source>Find sessions, actions, and what was said</source>
        <translation>Sitzungen, Aktionen und Gesagtes finden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>In this session</source>
        <translation>In dieser Sitzung</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Messages, answers, commands and titles</source>
        <translation>Nachrichten, Antworten, Befehle und Titel</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Also what tools were given and printed, and what the agent thought</source>
        <translation>Auch was Werkzeuge bekamen und ausgaben und was der Agent dachte</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>PaletteRow</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>In this session</source>
        <translation>In dieser Sitzung</translation>
    </message>
    <message>
        <source>In conversations</source>
        <translation>In Gesprächen</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denken</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>More places</source>
        <translation>Weitere Stellen</translation>
    </message>
    <message>
        <source>Look in what tools printed and the agent thought</source>
        <translation>Auch in Ausgaben und Gedanken suchen</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>PermissionsDialog</name>
    <message>
        <source>%1: asked about again.</source>
        <translation>%1: wird wieder gefragt.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Erlaubnisse</translation>
    </message>
    <message>
        <source>Not asked about again</source>
        <translation>Wird nicht mehr gefragt</translation>
    </message>
    <message>
        <source>Nothing. A question can be answered with “Don’t ask again”.</source>
        <translation>Nichts. Fragen lassen sich mit „Nicht mehr fragen“ beantworten.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Wieder fragen</translation>
    </message>
    <message>
        <source>Ask again: %1</source>
        <translation>Wieder fragen: %1</translation>
    </message>
    <message>
        <source>Network and secrets</source>
        <translation>Netz und Geheimnisse</translation>
    </message>
    <message>
        <source>Its programs may connect to: %1.</source>
        <translation>Die Programme dürfen erreichen: %1.</translation>
    </message>
    <message>
        <source>Network…</source>
        <translation>Netz…</translation>
    </message>
    <message>
        <source>Secrets…</source>
        <translation>Geheimnisse…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PlainItem</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop at once (Escape twice)</source>
        <translation>Sofort anhalten (zweimal Escape)</translation>
    </message>
    <message>
        <source>Used part of the budget: %1 %</source>
        <translation>Verbrauchter Teil des Budgets: %1 %</translation>
    </message>
</context>
<context>
    <name>ReadBox</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show all %1 characters</source>
        <translation>Alle %1 Zeichen zeigen</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename the session</source>
        <translation>Sitzung umbenennen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ReplaceDialog</name>
    <message>
        <source>Replace this file?</source>
        <translation>Diese Datei ersetzen?</translation>
    </message>
    <message>
        <source>Replace %1 files?</source>
        <translation>%1 Dateien ersetzen?</translation>
    </message>
    <message>
        <source>There already in %1: %2.</source>
        <translation>Schon da in %1: %2.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
</context>
<context>
    <name>ReplayPane</name>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Loading the whole session…</source>
        <translation>Die ganze Sitzung wird geladen…</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>The screen after: %1</source>
        <translation>Der Bildschirm nach: %1</translation>
    </message>
    <message>
        <source>Nothing was done on the desktop yet.</source>
        <translation>Auf dem Desktop wurde noch nichts getan.</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>Pause the replay</source>
        <translation>Wiedergabe anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>Schritt vor</translation>
    </message>
    <message>
        <source>Place in the replay</source>
        <translation>Stelle der Wiedergabe</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>Speed: %1 times</source>
        <translation>Tempo: %1-fach</translation>
    </message>
</context>
<context>
    <name>RetryItem</name>
    <message>
        <source>Attempt %1 in %2.</source>
        <translation>Versuch %1 in %2.</translation>
    </message>
    <message>
        <source>Attempt %1 is on its way.</source>
        <translation>Versuch %1 ist unterwegs.</translation>
    </message>
</context>
<context>
    <name>SafetyNotice</name>
    <message>
        <source>Something on the screen may be giving the model orders.</source>
        <translation>Etwas auf dem Bildschirm gibt dem Modell vielleicht Anweisungen.</translation>
    </message>
    <message>
        <source>This website does not seem to belong to the task.</source>
        <translation>Diese Website scheint nicht zur Aufgabe zu gehören.</translation>
    </message>
    <message>
        <source>On this website care is needed.</source>
        <translation>Auf dieser Website ist Vorsicht geboten.</translation>
    </message>
    <message>
        <source>The provider of the model wants you to look at this first. Nothing of this turn is done without your yes.</source>
        <translation>Das soll sich vorher jemand ansehen, sagt der Anbieter des Modells. Ohne ein Ja geschieht von diesem Zug nichts.</translation>
    </message>
</context>
<context>
    <name>SaidItem</name>
    <message>
        <source>The agent said: %1</source>
        <translation>Der Agent sagte: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Go on from here in a new session</source>
        <translation>Von hier in neuer Sitzung weitermachen</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>Sayings</name>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Antwort</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>SecretFields</name>
    <message>
        <source>Of web pages.</source>
        <translation>Von Webseiten.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the secret</source>
        <translation>Name des Geheimnisses</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value of the secret</source>
        <translation>Wert des Geheimnisses</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Hosts that may get the secret</source>
        <translation>Hosts, die das Geheimnis bekommen dürfen</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>By the class of their program (xprop WM_CLASS).</source>
        <translation>Nach der Klasse des Programms (xprop WM_CLASS).</translation>
    </message>
    <message>
        <source>Windows that may get the secret</source>
        <translation>Fenster, die das Geheimnis bekommen dürfen</translation>
    </message>
</context>
<context>
    <name>SecretNotice</name>
    <message>
        <source>The secret %1 would be typed.</source>
        <translation>Das Geheimnis %1 würde getippt.</translation>
    </message>
    <message>
        <source>There is no secret %1. Nothing would be typed.</source>
        <translation>Es gibt kein Geheimnis %1. Nichts würde getippt.</translation>
    </message>
    <message>
        <source>The secret %1 is bound to no place: it would go wherever the keyboard is now.</source>
        <translation>Das Geheimnis %1 ist an keinen Ort gebunden: es ginge dorthin, wo die Tastatur gerade ist.</translation>
    </message>
    <message>
        <source>The secret %1 would be typed, only into %2.</source>
        <translation>Das Geheimnis %1 würde getippt, nur in %2.</translation>
    </message>
</context>
<context>
    <name>SecretRow</name>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>SecretRows</name>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>The agent types a secret by its name; the model never sees the value. With neither hosts nor windows, you are asked each time.</source>
        <translation>Der Agent tippt ein Geheimnis nach seinem Namen; das Modell sieht den Wert nie. Ohne Hosts und Fenster wird jedes Mal gefragt.</translation>
    </message>
    <message>
        <source>Add a secret</source>
        <translation>Geheimnis hinzufügen</translation>
    </message>
</context>
<context>
    <name>SecretsDialog</name>
    <message>
        <source>A name is made of up to 64 letters, digits, “_”, “-” and “.”.</source>
        <translation>Ein Name besteht aus bis zu 64 Buchstaben, Ziffern, „_“, „-“ und „.“.</translation>
    </message>
    <message>
        <source>%1 is given. The agent is told its name.</source>
        <translation>%1 ist gegeben. Der Agent erfährt den Namen.</translation>
    </message>
    <message>
        <source>%1 is taken back. Its value stays hidden.</source>
        <translation>%1 ist zurückgenommen. Der Wert bleibt verborgen.</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>This session is finished; its secrets are gone.</source>
        <translation>Diese Sitzung ist beendet; ihre Geheimnisse sind weg.</translation>
    </message>
    <message>
        <source>The agent types a secret by its name; the model never sees the value. With neither hosts nor windows, you are asked each time.</source>
        <translation>Der Agent tippt ein Geheimnis nach seinem Namen; das Modell sieht den Wert nie. Ohne Hosts und Fenster wird jedes Mal gefragt.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>Into %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>You are asked each time</source>
        <translation>Es wird jedes Mal gefragt</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take back %1</source>
        <translation>%1 zurücknehmen</translation>
    </message>
    <message>
        <source>Give a secret</source>
        <translation>Ein Geheimnis geben</translation>
    </message>
    <message>
        <source>Of web pages. Works on desktops that start with such a secret: give it before the first message.</source>
        <translation>Von Webseiten. Gilt auf Desktops, die mit so einem Geheimnis starten: vor der ersten Nachricht geben.</translation>
    </message>
    <message>
        <source>Replace %1</source>
        <translation>%1 ersetzen</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Geben</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ServerLink</name>
    <message>
        <source>This is no address of a server. One looks like http://localhost:8000 or is the link that the server prints when it starts.</source>
        <translation>Das ist keine Adresse eines Servers. Sie sieht aus wie http://localhost:8000 oder ist der Link, den der Server beim Start ausgibt.</translation>
    </message>
</context>
<context>
    <name>SessionChat</name>
    <message>
        <source>~/%1 is on the desktop now.</source>
        <translation>~/%1 ist jetzt auf dem Desktop.</translation>
    </message>
</context>
<context>
    <name>SessionDeeds</name>
    <message>
        <source>Close the session for good?</source>
        <translation>Sitzung endgültig schließen?</translation>
    </message>
    <message>
        <source>Its task is stopped and its desktop ends. It takes no more messages; what was said and done stays to be read.</source>
        <translation>Ihre Aufgabe wird angehalten und ihr Desktop endet. Sie nimmt keine Nachrichten mehr an; was gesagt und getan wurde, bleibt lesbar.</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Delete the session?</source>
        <translation>Sitzung löschen?</translation>
    </message>
    <message>
        <source>The conversation, its pictures and its files are gone afterwards. This cannot be undone.</source>
        <translation>Gespräch, Bilder und Dateien sind danach weg. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>In eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel rename</translation>
    </message>
    <message>
        <source>Share a link…</source>
        <translation>Link teilen…</translation>
    </message>
    <message>
        <source>Keep as template…</source>
        <translation>Als Vorlage aufheben…</translation>
    </message>
    <message>
        <source>save task</source>
        <translation>Aufgabe speichern template</translation>
    </message>
    <message>
        <source>Close for good…</source>
        <translation>Endgültig schließen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
</context>
<context>
    <name>SessionEntry</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>SessionFields</name>
    <message>
        <source>Server default</source>
        <translation>Vorgabe des Servers</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>What has consequences</source>
        <translation>Bei Folgen</translation>
    </message>
    <message>
        <source>Everything it does</source>
        <translation>Bei allem</translation>
    </message>
    <message>
        <source>Everything but this computer</source>
        <translation>Alles außer diesem Rechner</translation>
    </message>
    <message>
        <source>Public internet</source>
        <translation>Öffentliches Internet</translation>
    </message>
    <message>
        <source>Only these hosts</source>
        <translation>Nur diese Hosts</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keins</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>The first words of the task</source>
        <translation>Die ersten Worte der Aufgabe</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Schreibtisch</translation>
    </message>
    <message>
        <source>An empty home folder</source>
        <translation>Ein leerer Persönlicher Ordner</translation>
    </message>
    <message>
        <source>Ask before acting</source>
        <translation>Vor dem Handeln fragen</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Empty: the server&apos;s own list. While it runs you can allow what it asks for.</source>
        <translation>Leer: die Liste des Servers. Während es läuft, lässt sich Weiteres erlauben.</translation>
    </message>
    <message>
        <source>Step limit</source>
        <translation>Schritte höchstens</translation>
    </message>
    <message>
        <source>Cost limit (US$)</source>
        <translation>Kosten höchstens (US$)</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>The agent may use</source>
        <translation>Der Agent darf nutzen</translation>
    </message>
    <message>
        <source>Mouse, keyboard, screen</source>
        <translation>Maus, Tastatur, Bildschirm</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Text editor</source>
        <translation>Texteditor</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Elements of the screen</source>
        <translation>Elemente des Bildschirms</translation>
    </message>
    <message>
        <source>Acting on elements</source>
        <translation>Elemente bedienen</translation>
    </message>
    <message>
        <source>Reading pages as text</source>
        <translation>Seiten als Text lesen</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>Waiting for something</source>
        <translation>Auf etwas warten</translation>
    </message>
</context>
<context>
    <name>SessionMenu</name>
    <message>
        <source>Open in a window of its own</source>
        <translation>In eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Close for good…</source>
        <translation>Endgültig schließen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Share a link…</source>
        <translation>Link teilen…</translation>
    </message>
    <message>
        <source>Keep as template…</source>
        <translation>Als Vorlage aufheben…</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>All desktops</source>
        <translation>Alle Desktops</translation>
    </message>
    <message>
        <source>Back to the desktop</source>
        <translation>Zurück zum Desktop</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Save as a page</source>
        <translation>Als Seite speichern</translation>
    </message>
    <message>
        <source>What can be done with the session</source>
        <translation>Was mit der Sitzung möglich ist</translation>
    </message>
    <message>
        <source>upload download</source>
        <translation>hochladen herunterladen upload download</translation>
    </message>
    <message>
        <source>export</source>
        <translation>exportieren export</translation>
    </message>
    <message>
        <source>Save as JSON</source>
        <translation>Als JSON sichern</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Erlaubnisse</translation>
    </message>
    <message>
        <source>grants network ask again</source>
        <translation>Erlaubnisse Netz wieder fragen permissions</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort secrets</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>budget steps cost</source>
        <translation>Budget Schritte Kosten limits</translation>
    </message>
    <message>
        <source>Take the wheel, hand it back</source>
        <translation>Steuer übernehmen, zurückgeben</translation>
    </message>
    <message>
        <source>steer</source>
        <translation>steuern wheel</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Drop to put it on the desktop</source>
        <translation>Loslassen, um es auf den Desktop zu legen</translation>
    </message>
</context>
<context>
    <name>SessionState</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Antwort</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
</context>
<context>
    <name>SessionWindow</name>
    <message>
        <source>%1 – Pilothouse</source>
        <translation>%1 – Pilothouse</translation>
    </message>
</context>
<context>
    <name>SessionsPane</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>All desktops</source>
        <translation>Alle Desktops</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Find a session</source>
        <translation>Sitzung suchen</translation>
    </message>
    <message>
        <source>Older sessions</source>
        <translation>Ältere Sitzungen</translation>
    </message>
    <message>
        <source>No session has these words.</source>
        <translation>Keine Sitzung hat diese Worte.</translation>
    </message>
    <message>
        <source>Sessions appear here.</source>
        <translation>Hier erscheinen Sitzungen.</translation>
    </message>
    <message>
        <source>Connecting again…</source>
        <translation>Verbinde wieder…</translation>
    </message>
    <message>
        <source>Demo model · %1</source>
        <translation>Demo-Modell · %1</translation>
    </message>
    <message>
        <source>Search everything (Ctrl+K)</source>
        <translation>Alles durchsuchen (Strg+K)</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Call me with a notification while I look elsewhere</source>
        <translation>Mit einer Benachrichtigung rufen, wenn woanders hingesehen wird</translation>
    </message>
    <message>
        <source>The agent asks</source>
        <translation>Der Agent fragt</translation>
    </message>
    <message>
        <source>A task has come to an end</source>
        <translation>Eine Aufgabe ist zu Ende</translation>
    </message>
    <message>
        <source>A task has failed</source>
        <translation>Eine Aufgabe ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>With a sound of the desktop</source>
        <translation>Mit einem Ton des Desktops</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Eigener Name</translation>
    </message>
    <message>
        <source>Others see it while you have the wheel.</source>
        <translation>Andere sehen ihn beim Steuern.</translation>
    </message>
    <message>
        <source>New sessions</source>
        <translation>Neue Sitzungen</translation>
    </message>
    <message>
        <source>What they get unless you or a template say otherwise. Empty: as the server is set.</source>
        <translation>Gilt, wo nichts anderes gewählt ist, auch in keiner Vorlage. Leer: wie der Server eingestellt ist.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SettingsStrip</name>
    <message>
        <source>How this session works</source>
        <translation>Wie diese Sitzung arbeitet</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Demo-Modell</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Ask before acting</source>
        <translation>Vor dem Handeln fragen</translation>
    </message>
    <message>
        <source>Never asks</source>
        <translation>Fragt nie</translation>
    </message>
    <message>
        <source>Asks before consequences</source>
        <translation>Fragt bei Folgen</translation>
    </message>
    <message>
        <source>Asks before everything</source>
        <translation>Fragt vor allem</translation>
    </message>
    <message>
        <source>No limits</source>
        <translation>Keine Limits</translation>
    </message>
    <message>
        <source>Limits: %1</source>
        <translation>Limits: %1</translation>
    </message>
    <message>
        <source>%1 · 1 kind not asked about</source>
        <translation>%1 · 1 Art ohne Frage</translation>
    </message>
    <message>
        <source>%1 · %2 kinds not asked about</source>
        <translation>%1 · %2 Arten ohne Frage</translation>
    </message>
    <message>
        <source>Permissions: %1</source>
        <translation>Erlaubnisse: %1</translation>
    </message>
</context>
<context>
    <name>SharesDialog</name>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tagen</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tagen</translation>
    </message>
    <message>
        <source>The link is made and copied.</source>
        <translation>Der Link ist angelegt und kopiert.</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>Der Link ist kopiert.</translation>
    </message>
    <message>
        <source>The link opens nothing any more.</source>
        <translation>Der Link öffnet nichts mehr.</translation>
    </message>
    <message>
        <source>Share a link</source>
        <translation>Link teilen</translation>
    </message>
    <message>
        <source>Whoever has the link sees the conversation, its pictures and the replay as they are now, without logging in. Nothing can be done with it, and nothing that comes later is shown. Look through it first: what is on the pictures is shown, too.</source>
        <translation>Wer den Link hat, sieht ohne Anmeldung das Gespräch, seine Bilder und die Wiedergabe, wie sie jetzt sind. Tun lässt sich damit nichts, und was später kommt, wird nicht gezeigt. Am besten vorher durchsehen: Auch was auf den Bildern ist, wird gezeigt.</translation>
    </message>
    <message>
        <source>It ends after</source>
        <translation>Läuft ab nach</translation>
    </message>
    <message>
        <source>Make a link</source>
        <translation>Link anlegen</translation>
    </message>
    <message>
        <source>Links that are good now</source>
        <translation>Gültige Links</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>As it was on %1 · ends on %2</source>
        <translation>Stand %1 · gültig bis %2</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>All desktops</source>
        <translation>Alle Desktops</translation>
    </message>
    <message>
        <source>Session above, below</source>
        <translation>Sitzung darüber, darunter</translation>
    </message>
    <message>
        <source>The session in a window of its own</source>
        <translation>Die Sitzung in eigenem Fenster</translation>
    </message>
    <message>
        <source>Rename the session</source>
        <translation>Sitzung umbenennen</translation>
    </message>
    <message>
        <source>Show or hide the list</source>
        <translation>Liste zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Allow what the agent asks</source>
        <translation>Erlauben, was der Agent fragt</translation>
    </message>
    <message>
        <source>Deny it</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Take the wheel, hand it back</source>
        <translation>Steuer übernehmen, zurückgeben</translation>
    </message>
    <message>
        <source>At the wheel: out of the desktop, and back into it</source>
        <translation>Am Steuer: aus dem Desktop und wieder hinein</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>While you steer, every key goes to the desktop, also those above. Ctrl+Alt+Home leaves the desktop and keeps the wheel.</source>
        <translation>Beim Steuern geht jede Taste an den Desktop, auch die obigen. Strg+Alt+Pos1 führt aus dem Desktop und behält das Steuer.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Search everything: sessions, actions, what was said</source>
        <translation>Alles durchsuchen: Sitzungen, Aktionen, Gesagtes</translation>
    </message>
    <message>
        <source>Search the session; on the first page, find one</source>
        <translation>Die Sitzung durchsuchen; auf der ersten Seite eine finden</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Close the window of a session</source>
        <translation>Fenster einer Sitzung schließen</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
</context>
<context>
    <name>SplitHandle</name>
    <message>
        <source>Width of the panes</source>
        <translation>Breite der Bereiche</translation>
    </message>
</context>
<context>
    <name>StoppedMark</name>
    <message>
        <source>Stopped here</source>
        <translation>Hier gestoppt</translation>
    </message>
</context>
<context>
    <name>TemplateEditDialog</name>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Neue Vorlage</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Asks for: %1</source>
        <translation>Fragt nach: %1</translation>
    </message>
    <message>
        <source>%1 is a field: who uses the template is asked for it. %2 stays as it is.</source>
        <translation>%1 ist ein Feld: Beim Benutzen wird danach gefragt. %2 bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>How its sessions work</source>
        <translation>Wie ihre Sitzungen arbeiten</translation>
    </message>
    <message>
        <source>Delete this template?</source>
        <translation>Diese Vorlage löschen?</translation>
    </message>
    <message>
        <source>“%1”, for everybody who uses this server.</source>
        <translation>„%1“, für alle an diesem Server.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
</context>
<context>
    <name>TemplateUseDialog</name>
    <message>
        <source>Fill in</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>Optionen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>tasks use keep</source>
        <translation>Aufgaben benutzen aufheben templates</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>Vorlage: %1</translation>
    </message>
</context>
<context>
    <name>TemplatesDialog</name>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>None yet. A template keeps a task and how its session works, for everybody who uses this server.</source>
        <translation>Noch keine. Eine Vorlage hält fest, was zu tun ist und wie ihre Sitzung arbeitet, für alle an diesem Server.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 benutzen</translation>
    </message>
    <message>
        <source>No task yet</source>
        <translation>Noch keine Aufgabe</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Neue Vorlage</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ThinkingItem</name>
    <message>
        <source>The agent thought: %1</source>
        <translation>Der Agent dachte: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Denkt nach…</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>Gedanke</translation>
    </message>
</context>
<context>
    <name>ToastView</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>TokenFields</name>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Keep it in the keyring of this computer</source>
        <translation>Im Schlüsselbund dieses Rechners behalten</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>The link to this step is copied.</source>
        <translation>Der Link zu diesem Schritt ist kopiert.</translation>
    </message>
</context>
<context>
    <name>TranscriptItem</name>
    <message>
        <source>Copy a link to this step</source>
        <translation>Link zu diesem Schritt kopieren</translation>
    </message>
</context>
<context>
    <name>TroubleStrip</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>UploadList</name>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Weglegen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Cancel the upload</source>
        <translation>Hochladen abbrechen</translation>
    </message>
</context>
<context>
    <name>Uploads</name>
    <message>
        <source>A file of this name came there meanwhile.</source>
        <translation>Eine Datei dieses Namens kam inzwischen dorthin.</translation>
    </message>
</context>
<context>
    <name>UserItem</name>
    <message>
        <source>You said: %1</source>
        <translation>Gesagt: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Edit, and send in a new session</source>
        <translation>Ändern und in neuer Sitzung senden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Show the picture large</source>
        <translation>Bild groß zeigen</translation>
    </message>
</context>
<context>
    <name>VersionBar</name>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
</context>
<context>
    <name>VncScreen</name>
    <message>
        <source>The desktop is off.</source>
        <translation>Der Desktop ist aus.</translation>
    </message>
    <message>
        <source>It starts with the next message.</source>
        <translation>Er startet mit der nächsten Nachricht.</translation>
    </message>
    <message>
        <source>This session is gone.</source>
        <translation>Diese Sitzung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The server does not let this window in any more.</source>
        <translation>Der Server lässt dieses Fenster nicht mehr ein.</translation>
    </message>
    <message>
        <source>Connect to it again with its token.</source>
        <translation>Mit seinem Token neu verbinden.</translation>
    </message>
    <message>
        <source>The server has too much to do now.</source>
        <translation>Der Server hat gerade zu viel zu tun.</translation>
    </message>
    <message>
        <source>The desktop does not answer.</source>
        <translation>Der Desktop antwortet nicht.</translation>
    </message>
    <message>
        <source>It may be busy with what runs on it; Stop ends that.</source>
        <translation>Vielleicht ist er mit dem beschäftigt, was darauf läuft; Stopp beendet das.</translation>
    </message>
    <message>
        <source>The server ended the connection: %1.</source>
        <translation>Der Server hat die Verbindung beendet: %1.</translation>
    </message>
    <message>
        <source>The certificate of the server is not trusted.</source>
        <translation>Dem Zertifikat des Servers wird nicht vertraut.</translation>
    </message>
    <message>
        <source>The live picture does not come through.</source>
        <translation>Das Livebild kommt nicht durch.</translation>
    </message>
    <message>
        <source>The server may be down, or something between here and there passes no WebSockets.</source>
        <translation>Vielleicht läuft der Server nicht, oder etwas dazwischen lässt keine WebSockets durch.</translation>
    </message>
</context>
<context>
    <name>WallCard</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>WallPage</name>
    <message>
        <source>What should the agent do?</source>
        <translation>Was soll der Agent tun?</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>Optionen…</translation>
    </message>
    <message>
        <source>Your sessions</source>
        <translation>Deine Sitzungen</translation>
    </message>
    <message>
        <source>Open Firefox and tell me what the start page says</source>
        <translation>Firefox öffnen und sagen, was auf der Startseite steht</translation>
    </message>
    <message>
        <source>Write a haiku into a file and show it in an editor</source>
        <translation>Ein Haiku in eine Datei schreiben und im Editor zeigen</translation>
    </message>
    <message>
        <source>Find out which programs this desktop has</source>
        <translation>Herausfinden, welche Programme dieser Desktop hat</translation>
    </message>
    <message>
        <source>Templates…</source>
        <translation>Vorlagen…</translation>
    </message>
    <message>
        <source>With your defaults: %1.</source>
        <translation>Mit eigenen Vorgaben: %1.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Say it as you would to a colleague</source>
        <translation>Wie zu einem Kollegen gesagt</translation>
    </message>
    <message>
        <source>Take off %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>WindowSheets</name>
    <message>
        <source>New session with options</source>
        <translation>Neue Sitzung mit Optionen</translation>
    </message>
    <message>
        <source>Light look</source>
        <translation>Helles Aussehen</translation>
    </message>
    <message>
        <source>Dark look</source>
        <translation>Dunkles Aussehen</translation>
    </message>
    <message>
        <source>theme colours</source>
        <translation>Design Farben theme</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>preferences theme language notifications sounds name defaults</source>
        <translation>Optionen Design Sprache Benachrichtigungen Töne Name Vorgaben settings</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite browser</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>help keys</source>
        <translation>Hilfe Tasten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>beenden schließen</translation>
    </message>
    <message>
        <source>A try</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>This is how you are called.</source>
        <translation>So sieht ein Ruf aus.</translation>
    </message>
    <message>
        <source>Documentation of the API</source>
        <translation>Dokumentation der API</translation>
    </message>
</context>
<context>
    <name>pilothouse::Answer</name>
    <message>
        <source>The server cannot be reached. It may be restarting; the window keeps trying.</source>
        <translation>Der Server ist nicht erreichbar. Vielleicht startet er neu; das Fenster versucht es weiter.</translation>
    </message>
    <message>
        <source>The server answered %1.</source>
        <translation>Der Server hat mit %1 geantwortet.</translation>
    </message>
</context>
<context>
    <name>pilothouse::Attachments</name>
    <message>
        <source>%1 cannot be read. Is it a folder, or gone?</source>
        <translation>%1 ist nicht lesbar. Ein Ordner, oder nicht mehr da?</translation>
    </message>
    <message>
        <source>%1 has %2; a picture may have %3 at most.</source>
        <translation>%1 hat %2; ein Bild darf höchstens %3 haben.</translation>
    </message>
    <message>
        <source>Copied picture</source>
        <translation>Kopiertes Bild</translation>
    </message>
    <message>
        <source>A message takes %1 pictures at the most.</source>
        <translation>Eine Nachricht fasst höchstens %1 Bilder.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>pilothouse::Keyring</name>
    <message>
        <source>No keyring keeps the token (GNOME Keyring or KWallet would): it is asked for again at the next start.</source>
        <translation>Kein Schlüsselbund bewahrt das Token auf (GNOME Keyring oder KWallet täten es): beim nächsten Start wird wieder danach gefragt.</translation>
    </message>
</context>
<context>
    <name>pilothouse::Notifications</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>pilothouse::ReplayFilm</name>
    <message>
        <source>The wheel changed hands</source>
        <translation>Das Steuer wechselte</translation>
    </message>
    <message>
        <source>The run ended</source>
        <translation>Der Lauf endete</translation>
    </message>
    <message>
        <source>Somebody was asked</source>
        <translation>Jemand wurde gefragt</translation>
    </message>
    <message>
        <source>An action failed</source>
        <translation>Eine Aktion schlug fehl</translation>
    </message>
</context>
<context>
    <name>pilothouse::ServerConnection</name>
    <message>
        <source>The window has left this server.</source>
        <translation>Das Fenster hat diesen Server verlassen.</translation>
    </message>
    <message>
        <source>The token is not good any more.</source>
        <translation>Das Token gilt nicht mehr.</translation>
    </message>
    <message>
        <source>The connection to the server is lost.</source>
        <translation>Die Verbindung zum Server ist weg.</translation>
    </message>
    <message>
        <source>It is tried again by itself. If it does not come back, look whether the server still runs.</source>
        <translation>Es wird von selbst weiter versucht. Kommt sie nicht wieder, bitte nachsehen, ob der Server noch läuft.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with that of the server&apos;s certificate. Trust it only if they are the same.</source>
        <translation>Den Fingerabdruck mit dem des Server-Zertifikats vergleichen. Nur vertrauen, wenn beide gleich sind.</translation>
    </message>
    <message>
        <source>This server asks for its token.</source>
        <translation>Dieser Server fragt nach seinem Token.</translation>
    </message>
    <message>
        <source>The server does not take this token.</source>
        <translation>Der Server nimmt dieses Token nicht.</translation>
    </message>
    <message>
        <source>&quot;pilothouse token&quot; prints it where the server runs; the link that the server prints at its start has it, too.</source>
        <translation>„pilothouse token“ gibt es dort aus, wo der Server läuft; der Link, den der Server beim Start ausgibt, enthält es auch.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Die Datei kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>Es gibt keine Verbindung.</translation>
    </message>
    <message>
        <source>This server shows another certificate than the one that you trusted.</source>
        <translation>Dieser Server zeigt ein anderes Zertifikat als das, dem vertraut wurde.</translation>
    </message>
    <message>
        <source>It may have got a new one, or somebody may stand between you and it. Nothing was sent. Ask whoever runs the server.</source>
        <translation>Vielleicht hat er ein neues bekommen, vielleicht steht jemand dazwischen. Gesendet wurde nichts. Bitte beim Betreiber des Servers nachfragen.</translation>
    </message>
</context>
<context>
    <name>pilothouse::SessionList</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
</context>
<context>
    <name>pilothouse::Transfer</name>
    <message>
        <source>The file cannot be written: %1.</source>
        <translation>Die Datei kann nicht geschrieben werden: %1.</translation>
    </message>
</context>
<context>
    <name>pilothouse::TrayEntry</name>
    <message>
        <source>Show the window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>pilothouse::ViewedSession</name>
    <message>
        <source>This session was deleted.</source>
        <translation>Diese Sitzung wurde gelöscht.</translation>
    </message>
    <message>
        <source>The server does not take this token any more.</source>
        <translation>Der Server nimmt dieses Token nicht mehr.</translation>
    </message>
    <message>
        <source>The connection to the server is lost. It is tried again.</source>
        <translation>Die Verbindung zum Server ist weg. Es wird weiter versucht.</translation>
    </message>
</context>
<context>
    <name>pilothouse::Wishes</name>
    <message>
        <source>no limit of steps</source>
        <translation>kein Limit für Schritte</translation>
    </message>
    <message>
        <source>at most %1 steps</source>
        <translation>höchstens %1 Schritte</translation>
    </message>
    <message>
        <source>no limit of cost</source>
        <translation>kein Limit für Kosten</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>no limit of tokens</source>
        <translation>kein Limit für Tokens</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <translation>höchstens %1 Tokens</translation>
    </message>
    <message>
        <source>no limit of time</source>
        <translation>kein Limit für Zeit</translation>
    </message>
    <message>
        <source>network: %1</source>
        <translation>Netz: %1</translation>
    </message>
    <message>
        <source>everything but this computer</source>
        <translation>alles außer diesem Rechner</translation>
    </message>
    <message>
        <source>public internet</source>
        <translation>öffentliches Internet</translation>
    </message>
    <message>
        <source>only these hosts</source>
        <translation>nur diese Hosts</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>effort: %1</source>
        <translation>Aufwand: %1</translation>
    </message>
    <message>
        <source>low</source>
        <translation>gering</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>very high</source>
        <translation>sehr hoch</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>höchster</translation>
    </message>
    <message>
        <source>thinking: %1</source>
        <translation>Denken: %1</translation>
    </message>
    <message>
        <source>adaptive</source>
        <translation>nach Bedarf</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>mouse, keyboard and screen</source>
        <translation>Maus, Tastatur und Bildschirm</translation>
    </message>
    <message>
        <source>shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>text editor</source>
        <translation>Texteditor</translation>
    </message>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>asks about nothing</source>
        <translation>fragt nie</translation>
    </message>
    <message>
        <source>asks about what has consequences</source>
        <translation>fragt bei Folgen</translation>
    </message>
    <message>
        <source>asks about everything</source>
        <translation>fragt bei allem</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>words added to the system prompt</source>
        <translation>mit Worten im System-Prompt</translation>
    </message>
    <message>
        <source>elements of the screen</source>
        <translation>Elemente des Bildschirms</translation>
    </message>
    <message>
        <source>acting on elements</source>
        <translation>Elemente bedienen</translation>
    </message>
    <message>
        <source>reading pages as text</source>
        <translation>Seiten als Text lesen</translation>
    </message>
    <message>
        <source>programs in %1</source>
        <translation>Programme in %1</translation>
    </message>
    <message>
        <source>time zone %1</source>
        <translation>Zeitzone %1</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>waiting for something</source>
        <translation>Warten auf etwas</translation>
    </message>
</context>
</TS>
