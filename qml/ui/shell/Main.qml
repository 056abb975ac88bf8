import QtQuick
import QtQuick.Controls.Basic
import Pilothouse
import Pilothouse.App

ApplicationWindow {
    id: window

    required property Program program

    title: qsTr("Pilothouse")
    width: 1280
    height: 800
    minimumWidth: 640
    minimumHeight: 480
    visible: true
    color: Theme.ground
    onClosing: program.quit()
}
