import Pilothouse

// One of the tools that the agent may use.
CheckField {
    required property string name

    checked: true
}
