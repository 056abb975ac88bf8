import QtQuick
import Pilothouse

// Digits, with a comma or point.
InputField {
    implicitWidth: 80
    inputMethodHints: Qt.ImhFormattedNumbersOnly
    validator: RegularExpressionValidator {
        regularExpression: /[0-9]*[.,]?[0-9]*/
    }
}
