#pragma once

#include "desktop/browser_desk.h"
#include "tools/elements/act_on_tool.h"
#include "tools/elements/elements_tool.h"
#include "tools/elements/read_page_tool.h"

#include <QRegularExpression>
#include <QTest>

namespace pilothouse {

/// The tools for elements on one desktop, as a session has them.
class ElementsAgent
{
    const BrowserDesk &m_desk;
    Desktop &m_desktop = **m_desk.desktop;
    Secrets m_secrets;
    ElementIds m_ids;
    ComputerTool m_computer{m_desktop.display(), m_desk.size(), systemClock(), m_secrets, {}};
    ElementsTool m_elements{
        m_desktop.display(), m_desk.size(), m_ids,
        [this](std::stop_token stop) { return m_desktop.elements(std::move(stop)); }};
    ActOnTool m_actOn{m_computer, true, m_ids,
                      [this](QString key, ElementDeed deed, QString text, std::stop_token stop) {
                          return elementNow(**m_desktop.tellingPrograms(), key, deed, text,
                                            systemClock(), std::move(stop));
                      },
                      systemClock()};

    ReadPageTool m_readPage{m_ids, [this](std::stop_token stop) {
                                return screenPage(**m_desktop.tellingPrograms(), systemClock(),
                                                  std::move(stop));
                            }};

    ToolOutcome run(Tool &tool, const QString &action, const QJsonObject &input)
    {
        return QCoro::waitFor(tool.run({.id = u"1"_s,
                                        .name = tool.name(),
                                        .tool = tool.name(),
                                        .action = action,
                                        .input = input},
                                       {}));
    }

public:
    explicit ElementsAgent(const BrowserDesk &desk) : m_desk(desk) {}

    QString list(const QJsonObject &filter = {})
    {
        return run(m_elements, u"elements"_s, filter).text;
    }
    /// The id of what begins so: 'button "Send"', before long; empty: there is none.
    QString find(const QString &words)
    {
        const QRegularExpression row(u"^(e\\d+) "_s + QRegularExpression::escape(words),
                                     QRegularExpression::MultilineOption);
        QString id;
        (void)QTest::qWaitFor(
            [&] {
                id = row.match(list()).captured(1);
                return !id.isEmpty();
            },
            60'000);
        return id;
    }
    ToolOutcome act(const QString &id, const QString &action, QJsonObject more = {})
    {
        more.insert(u"id"_s, id);
        return run(m_actOn, action, more);
    }
    /// Without a picture.
    QString told(const QString &id, const QString &action, QJsonObject more = {})
    {
        more.insert(u"picture"_s, false);
        const ToolOutcome outcome = act(id, action, more);
        return outcome.picture ? u"a picture"_s
                               : (outcome.isError ? u"refused: "_s : QString()) + outcome.text;
    }
    QString read(const QJsonObject &input = {})
    {
        return run(m_readPage, u"read_page"_s, input).text;
    }
    ToolOutcome computer(const QString &action, const QJsonObject &input = {})
    {
        return run(m_computer, action, input);
    }
    void press(const QString &keys) { m_desk.press(keys); }
};

} // namespace pilothouse
