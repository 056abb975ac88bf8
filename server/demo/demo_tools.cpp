#include "demo/demo_tools.h"

#include "core/tool_actions.h"

#include <QJsonObject>

namespace pilothouse {

using namespace Qt::StringLiterals;

DemoTools::DemoTools(const QJsonArray &tools)
{
    for (const QJsonValue &value : tools) {
        const QJsonObject tool = value.toObject();
        const QString type = tool.value("type"_L1).toString();
        if (type.isEmpty() || type == "custom"_L1)
            readPlain(tool.value("name"_L1).toString(), tool);
        else
            readHosted(type, tool);
    }
}

void DemoTools::readHosted(const QString &type, const QJsonObject &tool)
{
    const QString name = tool.value("name"_L1).toString();
    if (type.startsWith("computer_toolset_"_L1)) {
        m_style = Style::Toolset;
        m_computer = u"computer"_s;
        const QJsonObject configs = tool.value("configs"_L1).toObject();
        for (auto it = configs.begin(); it != configs.end(); ++it) {
            if (!it->toObject().value("enabled"_L1).toBool(true))
                m_missing << it.key();
        }
    } else if (type.startsWith("computer_"_L1)) {
        m_style = Style::Action;
        m_computer = name;
        m_size = QSize(tool.value("display_width_px"_L1).toInt(),
                       tool.value("display_height_px"_L1).toInt());
        if (!tool.value("enable_zoom"_L1).toBool())
            m_missing << u"zoom"_s;
    } else if (type.startsWith("bash_"_L1)) {
        m_bash = name;
    } else if (type.startsWith("text_editor_"_L1)) {
        m_edit = name;
    }
}

void DemoTools::readPlain(const QString &name, const QJsonObject &tool)
{
    const QJsonObject properties =
        tool.value("input_schema"_L1).toObject().value("properties"_L1).toObject();
    if (name == "bash"_L1) {
        m_bash = name;
    } else if (toolNames().indexOf(name) >= 3) { // computer, bash and edit are called otherwise
        m_own << name;
    } else if (name == "edit"_L1 || name.startsWith("str_replace"_L1)) {
        m_edit = name;
    } else if (properties.contains("action"_L1)) {
        m_style = Style::Action;
        m_computer = name;
        const QJsonArray allowed =
            properties.value("action"_L1).toObject().value("enum"_L1).toArray();
        for (const QString &action : actionNames(u"computer"_s)) {
            if (!allowed.isEmpty() && !allowed.contains(action))
                m_missing << action;
        }
    } else if (findAction(u"computer"_s, name)) {
        m_style = Style::Members;
        m_members << name;
    }
}

bool DemoTools::offers(const DemoCall &call) const
{
    if (call.tool == DemoTool::Bash)
        return !m_bash.isEmpty();
    if (call.tool == DemoTool::Edit)
        return !m_edit.isEmpty();
    const QString action = QString::fromLatin1(call.action);
    if (call.tool == DemoTool::Own)
        return m_own.contains(action);
    if (m_style == Style::Members)
        return m_members.contains(action);
    return m_style != Style::None && !m_missing.contains(action);
}

DemoToolUse DemoTools::encode(const DemoCall &call, const QByteArray &id) const
{
    const QString action = QString::fromLatin1(call.action);
    QList<JsonField> fields = call.arguments;
    QString name = action;
    QString toolset;
    if (call.tool == DemoTool::Bash) {
        name = m_bash;
    } else if (call.tool == DemoTool::Edit) {
        name = m_edit;
    } else if (call.tool == DemoTool::Own) {
        name = action;
    } else if (m_style == Style::Toolset) {
        toolset = m_computer;
    } else if (m_style == Style::Action) {
        name = m_computer;
        fields.prepend(textField("action", action));
    }
    return {.id = id, .name = name, .toolset = toolset, .input = jsonObject(fields)};
}

} // namespace pilothouse
