#include "qml/client/finder.h"

#include "qml/client/palette_rows.h"
#include "qml/client/server_connection.h"

namespace pilothouse {

Finder::Finder(QObject *parent) : QObject(parent) {}

Finder::~Finder() = default;

ServerConnection *Finder::server() const
{
    return m_server;
}

void Finder::setServer(ServerConnection *server)
{
    if (server == m_server)
        return;
    m_server = server;
    m_search.reset();
    if (server) {
        m_search = std::make_unique<TextSearch>(*server, systemClock());
        connect(m_search.get(), &TextSearch::found, this, &Finder::found);
        connect(server->sessions(), &SessionList::changed, this, &Finder::found);
    }
    ask();
}

void Finder::ask()
{
    emit asked();
    if (!m_search)
        return;
    if (m_isActive)
        m_search->ask(m_words, isHere() ? m_open : QString(), m_isEverything);
    else
        m_search->ask({}, {}, false);
}

QVariantList Finder::rows() const
{
    if (!m_isActive || !m_search || !m_server)
        return {};
    QVariantList sessions;
    const SessionList &all = *m_server->sessions();
    for (int row = 0; row < all.rowCount(); ++row)
        sessions.append(all.data(all.index(row), SessionList::RecordRole));
    return paletteRows({.words = m_words,
                        .isHere = isHere(),
                        .isEverything = m_isEverything,
                        .isAnswered = !m_search->isWaiting(),
                        .hasMore = m_search->hasMore(),
                        .open = m_open,
                        .sessions = sessions,
                        .deeds = m_deeds,
                        .hits = m_search->hits()});
}

int Finder::places() const
{
    return m_search ? static_cast<int>(m_search->hits().size()) : 0;
}

bool Finder::hasMore() const
{
    return m_search && m_search->hasMore();
}

bool Finder::isWaiting() const
{
    return m_search && m_search->isWaiting();
}

bool Finder::isComplete() const
{
    return !m_search || m_search->isComplete();
}

QString Finder::problem() const
{
    return m_search ? m_search->problem() : QString();
}

void Finder::more()
{
    if (m_search)
        m_search->more();
}

} // namespace pilothouse
