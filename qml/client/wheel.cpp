#include "qml/client/wheel.h"

#include "qml/client/answer.h"
#include "qml/client/server_connection.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kNameComes = 1500ms;

} // namespace

ViewedWheel::ViewedWheel(ServerConnection &connection, const Clock &clock,
                         const QString &sessionPath)
    : m_connection(connection), m_path(sessionPath + u"/control"_s),
      m_viewer(u"?viewer="_s + connection.viewerId()), m_naming(clock)
{
    connect(&m_naming, &Alarm::rang, this, &ViewedWheel::tellLoss);
}

Answer *ViewedWheel::follow(Answer *answer)
{
    connect(answer, &Answer::done, this, [this](const QVariant &told) { accept(told.toMap()); });
    return answer;
}

Answer *ViewedWheel::take(const QString &name)
{
    QVariantMap body{{u"viewer"_s, m_connection.viewerId()}};
    if (!name.isEmpty())
        body.insert(u"name"_s, name);
    return follow(m_connection.post(m_path, body));
}

Answer *ViewedWheel::handBack()
{
    m_handsBack = true;
    Answer *answer = follow(m_connection.remove(m_path + m_viewer));
    connect(answer, &QObject::destroyed, this, [this] { m_handsBack = false; });
    return answer;
}

Answer *ViewedWheel::takeAway()
{
    return m_connection.remove(m_path + m_viewer + u"&force=true"_s);
}

void ViewedWheel::look()
{
    follow(m_connection.get(m_path + m_viewer));
}

void ViewedWheel::onControl(const QString &reason)
{
    m_reason = reason;
    look();
}

void ViewedWheel::accept(const QVariantMap &told)
{
    const bool hadIt = m_isMine && !m_handsBack;
    m_holder = told.value(u"holder"_s).toString();
    m_isMine = told.value(u"mine"_s).toBool();
    m_name = told.value(u"name"_s).toString();
    emit changed();
    noteLoss(hadIt);
}

/// Who takes it away has it a moment later: they are named, if they do.
void ViewedWheel::noteLoss(bool hadIt)
{
    const bool isPending = m_naming.isActive() || (hadIt && !m_isMine);
    m_naming.stop();
    if (!isPending || m_isMine)
        return;
    // An answer may be older than the last event: that somebody has it is told by the next one.
    const bool wasTaken = m_reason == "taken_away"_L1 || m_reason == "taken"_L1;
    if (m_holder == "person"_L1 || !wasTaken)
        tellLoss();
    else
        m_naming.start(kNameComes);
}

void ViewedWheel::tellLoss()
{
    emit lost(m_holder, m_name, m_reason);
}

} // namespace pilothouse
