#include "qml/app/keyring.h"

#include "core/log.h"

#include <qt6keychain/keychain.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kKeyringService = u"org.pilothouse.Desktop"_s;

} // namespace

void Keyring::find(const QString &server)
{
    if (const auto known = m_memory.constFind(server); known != m_memory.cend()) {
        emit found(server, *known);
        return;
    }
    auto *job = new QKeychain::ReadPasswordJob(kKeyringService, this);
    job->setKey(server);
    connect(job, &QKeychain::Job::finished, this, [this, job, server] {
        if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
            complain(job->errorString());
        emit found(server, job->textData());
    });
    job->start();
}

void Keyring::keep(const QString &server, const QString &token)
{
    m_memory.insert(server, token);
    auto *job = new QKeychain::WritePasswordJob(kKeyringService, this);
    job->setKey(server);
    job->setTextData(token);
    connect(job, &QKeychain::Job::finished, this, [this, job] {
        if (job->error() != QKeychain::NoError)
            complain(job->errorString());
    });
    job->start();
}

void Keyring::forget(const QString &server)
{
    m_memory.remove(server);
    auto *job = new QKeychain::DeletePasswordJob(kKeyringService, this);
    job->setKey(server);
    job->start();
}

void Keyring::complain(const QString &why)
{
    qCInfo(logApp) << "The keyring does not answer:" << why;
    // There may be none, or somebody said no to it: the answers do not differ.
    m_trouble = tr("No keyring keeps the token (GNOME Keyring or KWallet would): it is asked for "
                   "again at the next start.");
    emit troubleChanged();
}

} // namespace pilothouse
