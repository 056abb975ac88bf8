import QtQuick
import QtQuick.Layouts
import Pilothouse

// Where a limit ended the run: one click raises it and goes on.
Card {
    id: offer

    required property var session
    property bool isBusy: false
    signal limitsAsked

    function kindOfLimit() {
        switch (standing.usedUp) {
        case "max_cost_usd":
            return qsTr("The limit of cost is used up.")
        case "max_tokens_total":
            return qsTr("The limit of tokens is used up.")
        case "max_time":
            return qsTr("The limit of time is used up.")
        }
        return qsTr("The limit of steps is used up.")
    }
    function raise() {
        const name = standing.usedUp
        isBusy = true
        const fields = {}
        fields[name] = standing.raised(name)
        Toast.watch(session.change(fields), () => {
            isBusy = false
            Toast.watch(offer.session.resume())
        }, () => {
            isBusy = false
            return false
        })
    }

    visible: standing.isStopped && !standing.isRunning && standing.usedUp !== ""
    tone: "warn"
    radius: 12
    implicitHeight: row.implicitHeight + 16
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("A limit is reached")

    SessionState {
        id: standing

        session: offer.session
    }
    RowLayout {
        id: row

        x: 12
        y: 8
        width: parent.width - 24
        spacing: Theme.gap

        Icon {
            name: "pause"
            color: Theme.warn
            Layout.preferredWidth: Theme.textSize
            Layout.preferredHeight: Theme.textSize
        }
        TextLabel {
            Layout.fillWidth: true
            text: offer.kindOfLimit()
        }
        ActionButton {
            text: qsTr("Limits…")
            onClicked: offer.limitsAsked()
        }
        ActionButton {
            kind: "primary"
            enabled: !offer.isBusy
            text: standing.usedUp === "" ? ""
                : qsTr("Raise to %1").arg(standing.limitWords(standing.usedUp, standing.raised(standing.usedUp)))
            onClicked: offer.raise()
        }
    }
}
