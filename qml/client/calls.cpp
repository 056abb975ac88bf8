#include "qml/client/calls.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QVariantMap call(const QString &tool, const QString &action, const QVariantMap &input)
{
    return {{u"tool"_s, tool}, {u"action"_s, action}, {u"input"_s, input}};
}

} // namespace

QVariantMap callOf(const QVariantMap &block)
{
    QVariantMap input = block.value(u"input"_s).toMap();
    const QString toolset =
        block.value(block.contains(u"toolset"_s) ? u"toolset"_s : u"toolset_name"_s).toString();
    const QString name = block.value(u"name"_s).toString();
    if (toolset.startsWith("computer"_L1))
        return call(u"computer"_s, name, input);
    if (name == "computer"_L1) {
        const QString action = input.take(u"action"_s).toString();
        return call(name, action, input);
    }
    if (name == "bash"_L1)
        return call(name, input.value(u"restart"_s).toBool() ? u"restart"_s : u"run"_s, input);
    if (name == "edit"_L1 || name.startsWith("str_replace_"_L1)) {
        const QString command = input.take(u"command"_s).toString();
        return call(u"edit"_s, command, input);
    }
    if (name == "elements"_L1 || name == "read_page"_L1)
        return call(name, name, input);
    static const QStringList withActions{u"act_on"_s, u"windows"_s, u"clipboard"_s, u"wait_for"_s};
    if (withActions.contains(name)) {
        const QString action = input.take(u"action"_s).toString();
        return call(name, action, input);
    }
    return call(name, {}, input);
}

bool isOnScreen(const QVariantMap &call)
{
    static const QStringList tools{u"computer"_s, u"elements"_s,  u"act_on"_s,  u"read_page"_s,
                                   u"windows"_s,  u"clipboard"_s, u"wait_for"_s};
    return tools.contains(call.value(u"tool"_s).toString());
}

QVariantMap withElement(QVariantMap call, const QVariantMap &facts)
{
    const QString tool = call.value(u"tool"_s).toString();
    if (tool != "act_on"_L1 && tool != "windows"_L1)
        return call;
    QVariantMap input = call.value(u"input"_s).toMap();
    for (const QString &name : {u"role"_s, u"name"_s, u"region"_s})
        if (facts.contains(name))
            input.insert(name, facts.value(name));
    call.insert(u"input"_s, input);
    return call;
}

QVariantMap callOfFacts(const QVariantMap &facts)
{
    QVariantMap input = facts.value(u"action"_s).toMap();
    const QString kind = input.take(u"kind"_s).toString();
    QVariantMap known;
    const std::initializer_list<std::pair<QString, QString>> kFacts = {
        {u"text_length"_s, u"textLength"_s},
        {u"key_count"_s, u"keyCount"_s},
        {u"secrets"_s, u"secrets"_s}};
    for (const auto &[told, name] : kFacts)
        if (const QVariant value = input.take(told); value.isValid())
            known.insert(name, value);
    if (const QVariant keys = input.take(u"keys"_s); !keys.toString().isEmpty())
        input.insert(u"text"_s, keys);
    known.insert(u"action"_s, kind);
    known.insert(u"input"_s, input);
    for (const QString &name : {u"tool"_s, u"summary"_s})
        if (facts.contains(name))
            known.insert(name, facts.value(name));
    return known;
}

} // namespace pilothouse
