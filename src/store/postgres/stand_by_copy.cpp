#include "store/postgres/stand_by_copy.h"

#include "core/log.h"
#include "store/files/database_file.h"
#include "store/postgres/working_copy.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

StandByCopy::StandByCopy(const StoreConfig &config) : m_busyTimeout(config.busyTimeout)
{
    if (config.dataDir.isEmpty())
        return;
    QString file = copyIn(config.dataDir);
    if (auto lock = lockCopy(file)) {
        m_lock = *std::move(lock);
        m_file = file;
    }
}

StandByCopy::~StandByCopy() = default;

Result<> StandByCopy::follow(Connection &server)
{
    if (m_file.isEmpty())
        return {};
    const Result<> followed = m_copy ? bringUpToDate(server, *m_copy, m_tables) : open(server);
    if (followed)
        return {};
    m_copy.reset();
    if (followed.error().code == Errc::Unavailable)
        return followed;
    m_file.clear();
    qCWarning(logStore).noquote() << "the journal is not copied while standing by:"
                                  << followed.error().message << followed.error().detail;
    return {};
}

Result<> StandByCopy::open(Connection &server)
{
    const auto state = journalState(server);
    if (!state)
        return fail(state.error());
    if (!*state || (*state)->migration > m_migrations.last().number)
        return {}; // who takes it over will say so
    auto copy = currentCopy(server, m_file, **state, m_migrations, m_busyTimeout);
    if (!copy)
        return fail(copy.error());
    auto tables = keptTables(**copy);
    if (!tables)
        return fail(tables.error());
    m_tables = *std::move(tables);
    m_copy = std::move(*copy);
    return {};
}

} // namespace pilothouse
