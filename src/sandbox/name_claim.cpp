#include "sandbox/name_claim.h"

#include "sandbox/own_folder.h"

#include <QFileInfo>
#include <QString>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

/// The same for all servers of a user, whatever their settings. Sessions have a /run of their own,
/// or are kept out by Landlock or by its mode.
Result<Descriptor> openClaims()
{
    const QString runtime = geteuid() == 0 ? u"/run"_s : qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty() && QFileInfo(runtime).isWritable())
        return openOwnFolder(runtime + u"/pilothouse-claims"_s, 0700);
    return openOwnFolder(u"/tmp/pilothouse-claims-%1"_s.arg(geteuid()), 0700);
}

} // namespace

NameClaim::NameClaim(Descriptor folder, Descriptor file, QByteArray name)
    : m_folder(std::move(folder)), m_file(std::move(file)), m_name(std::move(name))
{
}

NameClaim::~NameClaim()
{
    if (m_file.isOpen()) // before it is unlocked, so that nobody else's is removed
        unlinkat(m_folder.get(), m_name.constData(), 0);
}

Result<NameClaim> NameClaim::take(const QByteArray &name)
{
    Result<Descriptor> folder = openClaims();
    if (!folder)
        return fail(folder.error());
    Descriptor file = lockFile(*folder, name, O_CREAT);
    if (!file.isOpen())
        return fail(Errc::Conflict, u"Somebody holds %1."_s.arg(QString::fromLatin1(name)));
    return NameClaim(std::move(*folder), std::move(file), name);
}

} // namespace pilothouse
