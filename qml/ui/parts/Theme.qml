pragma Singleton

import QtQuick
import Pilothouse

// The page's colours and measures (resources/web/ui/style/tokens.css, which a test holds them to),
// in the light and in the dark as the system has it, and sizes that follow the system's texts.
QtObject {
    id: theme

    readonly property SystemLook look: SystemLook {}
    readonly property bool dark: look.dark
    readonly property bool reducedMotion: look.reducedMotion

    readonly property color ground: dark ? "#0e1519" : "#f3f5f6"
    readonly property color surface: dark ? "#151e23" : "#ffffff"
    readonly property color sunken: dark ? "#0b1114" : "#eceff1"
    readonly property color hover: dark ? "#212c32" : "#e7ebed"
    readonly property color ink: dark ? "#e3ebee" : "#17242b"
    readonly property color soft: dark ? "#9bafb9" : "#526570"
    readonly property color line: dark ? "#263239" : "#dde3e6"
    readonly property color lineStrong: dark ? "#3a4a53" : "#c3ced3"
    readonly property color edge: dark ? "#6c808b" : "#75868f"
    readonly property color accent: dark ? "#2dbdae" : "#0f766e"
    readonly property color accentStrong: dark ? "#56d3c6" : "#0b5f59"
    readonly property color accentSoft: dark ? "#12332f" : "#dff1ef"
    readonly property color accentInk: dark ? "#04211e" : "#ffffff"
    readonly property color good: dark ? "#52c583" : "#1a7a43"
    readonly property color bad: dark ? "#ff8a80" : "#b3261e"
    readonly property color badSoft: dark ? "#3a1a19" : "#fbeae9"
    readonly property color warn: dark ? "#e6b15c" : "#8f5600"
    readonly property color warnSoft: dark ? "#33270f" : "#fcf1dd"
    readonly property color info: dark ? "#7fb4f2" : "#1f5fae"
    readonly property color infoSoft: dark ? "#142638" : "#e5effa"
    readonly property color violet: dark ? "#d99be6" : "#8a3a9c"
    readonly property color mark: dark ? "#ff6a38" : "#ff4d12"
    readonly property color steer: dark ? "#ff8f66" : "#c2390a"
    readonly property color steerInk: dark ? "#2b0d02" : "#ffffff"
    readonly property color stage: dark ? "#090e11" : "#dfe5e8"
    readonly property color veil: "#800b1114"
    readonly property color film: "#f20b1114"
    readonly property color filmHover: "#1fffffff"
    readonly property color filmInk: "#e3ebee"
    readonly property color filmInkSoft: "#a9bac3"
    readonly property color halo: "#ffffff"

    // What texts with marks and colours of their own are written in (Pilothouse.Chat).
    readonly property var inks: ({ ink: ink, soft: soft, surface: surface, sunken: sunken, line: line, accent: accent,
        good: good, bad: bad, warn: warn, info: info, infoSoft: infoSoft, violet: violet })

    readonly property string sans: look.sans
    readonly property string mono: look.mono
    // Of texts, in pixels: what is said, what is said beside it, what is small, headings.
    readonly property real textSize: Math.round(Math.max(look.pointSize * 4 / 3, 13) * look.textScale)
    readonly property real smallSize: Math.round(textSize * 0.92)
    readonly property real tinySize: Math.round(textSize * 0.85)
    readonly property real headingSize: Math.round(textSize * 1.3)

    readonly property int radius: 7
    readonly property int bar: 46 // height of a header
    readonly property int list: 320 // width of the list of sessions
    readonly property int control: Math.round(textSize * 2.3) // height of buttons and fields
    readonly property int gap: 8
    readonly property int wide: 16
}
