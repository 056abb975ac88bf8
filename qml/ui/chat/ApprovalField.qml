import QtQuick
import Pilothouse
import Pilothouse.Chat

// One part of what the agent wants to do, to be corrected: a text, a number, a place or JSON.
Column {
    id: field

    required property string name
    required property var given // the value; what is not touched stays as it was, to the letter
    readonly property bool isText: typeof given === "string"
    readonly property bool isNumber: typeof given === "number"
    readonly property bool isPlace: name.endsWith("coordinate") && Array.isArray(given) && given.length === 2
        && given.every(Number.isFinite)
    readonly property string shown: isText ? given : Words.json(given, true)
    readonly property bool isTouched: lines.visible && lines.text !== lines.shownAtFirst
    readonly property string read: isTouched ? lines.text : shown
    property string problem: ""
    signal edited

    // The value now; undefined, with `problem` said, where it is none.
    function value() {
        problem = ""
        if (isPlace) {
            const place = [Number(across.text), Number(down.text)]
            return place.every(Number.isInteger) && across.text && down.text ? place : refuse(qsTr("Two whole numbers."))
        }
        if (isNumber)
            return number.text.trim().length > 0 && Number.isFinite(Number(number.text)) ? Number(number.text)
                : refuse(qsTr("This number will not do."))
        if (isText || !isTouched)
            return isText ? read : given
        const json = Words.fromJson(read)
        return json.isValid ? json.value : refuse(qsTr("This is not valid JSON."))
    }
    function refuse(why) {
        problem = why
        return undefined
    }
    function put(place) {
        across.text = String(place.x)
        down.text = String(place.y)
    }
    // As far as marks need it.
    function marked() {
        return isPlace ? [Number(across.text), Number(down.text)] : given
    }
    function takeFocus() {
        (isPlace ? across : isNumber ? number : lines.area).forceActiveFocus()
    }

    spacing: 4

    TextLabel {
        text: Words.visible(field.name)
        tone: "soft"
        font.pixelSize: Theme.tinySize
    }
    InputArea {
        id: lines

        property string shownAtFirst: ""

        visible: !field.isPlace && !field.isNumber
        width: field.width
        leastLines: 1
        mostLines: 10
        label: Words.visible(field.name)
        area.font.family: Theme.mono
        area.font.pixelSize: Theme.smallSize
        area.onTextChanged: field.edited()
        Component.onCompleted: {
            if (!visible)
                return
            text = field.shown
            shownAtFirst = text
        }
    }
    InputField {
        id: number

        visible: field.isNumber
        width: 130
        label: Words.visible(field.name)
        text: field.isNumber ? String(field.given) : ""
        problem: field.problem.length > 0
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        onTextEdited: field.edited()
    }
    Row {
        visible: field.isPlace
        spacing: 7

        InputField {
            id: across

            width: 110
            label: qsTr("%1, from the left").arg(Words.visible(field.name))
            text: field.isPlace ? String(field.given[0]) : ""
            problem: field.problem.length > 0
            inputMethodHints: Qt.ImhDigitsOnly
            onTextEdited: field.edited()
        }
        InputField {
            id: down

            width: 110
            label: qsTr("%1, from the top").arg(Words.visible(field.name))
            text: field.isPlace ? String(field.given[1]) : ""
            problem: field.problem.length > 0
            inputMethodHints: Qt.ImhDigitsOnly
            onTextEdited: field.edited()
        }
    }
    TextLabel {
        visible: text.length > 0
        text: field.problem
        tone: "bad"
        font.pixelSize: Theme.smallSize
        Accessible.role: Accessible.AlertMessage
    }
    Row {
        visible: lines.visible && Words.hiddenCount(field.read) > 0
        width: field.width
        spacing: 8

        ReadBox {
            width: parent.width - clean.width - 8
            read: parent.visible ? field.read : ""
            label: qsTr("The same with marks")
        }
        ActionButton {
            id: clean

            text: qsTr("Remove hidden characters")
            onClicked: lines.text = Words.withoutHidden(field.read)
        }
    }
}
