import QtQuick

// A block of a message that is no code.
RichText {
    required html
}
