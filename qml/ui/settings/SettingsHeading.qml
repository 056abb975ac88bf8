import QtQuick
import QtQuick.Layouts
import Pilothouse

// Over a part of the settings.
TextLabel {
    Layout.fillWidth: true
    Layout.topMargin: 6
    font.weight: Font.DemiBold
    Accessible.role: Accessible.Heading
}
