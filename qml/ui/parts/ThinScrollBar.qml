import QtQuick
import QtQuick.Templates as T
import Pilothouse

T.ScrollBar {
    id: bar

    implicitWidth: horizontal ? 100 : 10
    implicitHeight: horizontal ? 10 : 100
    padding: 2
    Accessible.ignored: true // what scrolls does so by keys
    minimumSize: 0.06
    visible: policy === T.ScrollBar.AlwaysOn || (policy === T.ScrollBar.AsNeeded && size < 1)

    contentItem: Rectangle {
        radius: 3
        color: bar.pressed || bar.hovered ? Theme.edge : Theme.lineStrong
        implicitWidth: 6
        implicitHeight: 6
    }
}
