#include "qml/client/text_search.h"

#include "qml/client/answer.h"
#include "qml/client/server_connection.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kTypingPause = 180ms; // without a key

} // namespace

TextSearch::TextSearch(ServerConnection &server, const Clock &clock, QObject *parent)
    : QObject(parent), m_server(server), m_pause(clock)
{
    connect(&m_pause, &Alarm::rang, this, [this] { load(false); });
}

void TextSearch::ask(const QString &words, const QString &session, bool everything)
{
    stop();
    const QString wanted = words.trimmed();
    m_problem.clear();
    m_isWaiting = !wanted.isEmpty();
    if (wanted.isEmpty()) {
        m_hits.clear();
        m_next.clear();
    } else {
        m_path = u"search?q=%1&kind=%2"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(wanted)),
                                              everything ? u"everything"_s : u"texts"_s);
        if (!session.isEmpty())
            m_path += u"&session="_s + session;
        m_pause.start(kTypingPause);
    }
    emit found();
}

void TextSearch::more()
{
    if (hasMore() && !m_isWaiting)
        load(true);
}

void TextSearch::stop()
{
    m_pause.stop();
    m_asked += 1;
}

void TextSearch::load(bool isNext)
{
    const int asked = m_asked;
    m_isWaiting = true;
    Answer *answer = m_server.get(isNext ? m_path + u"&before="_s + m_next : m_path);
    connect(answer, &Answer::done, this, [this, asked, isNext](const QVariant &page) {
        if (asked == m_asked)
            take(page.toMap(), isNext);
    });
    connect(answer, &Answer::failed, this, [this, asked](const QString &why) {
        if (asked != m_asked)
            return;
        m_isWaiting = false;
        m_problem = why;
        emit found();
    });
    emit found();
}

void TextSearch::take(const QVariantMap &page, bool isNext)
{
    const QVariantList hits = page.value(u"hits"_s).toList();
    m_hits = isNext ? m_hits + hits : hits;
    m_next = page.value(u"next"_s).toString();
    m_isComplete = page.value(u"complete"_s, true).toBool();
    m_isWaiting = false;
    emit found();
}

} // namespace pilothouse
