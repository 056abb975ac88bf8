#include "sandbox/bwrap_layout.h"

#include "sandbox/enter/places.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

BwrapLayout::BwrapLayout(HandOver handOver, qint64 memory, Users users) : m_handOver(handOver)
{
    option({u"--unshare-pid"_s, u"--unshare-ipc"_s, u"--unshare-uts"_s});
    option({u"--hostname"_s, u"desktop"_s, u"--die-with-parent"_s, u"--as-pid-1"_s});
    if (users == Users::One)
        option({u"--unshare-user"_s, u"--ro-bind"_s, u"/usr"_s, u"/usr"_s});
    for (const QString &name :
         {u"bin"_s, u"sbin"_s, u"lib"_s, u"lib32"_s, u"lib64"_s, u"libx32"_s}) {
        const QFileInfo folder(u"/"_s + name);
        if (folder.isSymLink())
            option({u"--symlink"_s, folder.symLinkTarget(), folder.filePath()});
        else
            readOnly({folder.filePath()});
    }
    option({u"--proc"_s, u"/proc"_s, u"--dev"_s, u"/dev"_s});
    // Together less than all: a file must not keep the programs' own memory from them for good.
    addInMemory(u"/dev/shm"_s, u"1777"_s, memory / 4);
    addInMemory(u"/tmp"_s, u"1777"_s, memory / 2);
    addInMemory(u"/run"_s, u"0755"_s, memory / 16);
    option({u"--remount-ro"_s, u"/dev"_s}); // is in memory, too; the devices stay what they are
}

QStringList BwrapLayout::inMemory()
{
    return {u"/dev/shm"_s, u"/tmp"_s, u"/run"_s};
}

void BwrapLayout::addInMemory(const QString &inside, const QString &mode, qint64 size)
{
    if (size > 0)
        option({u"--size"_s, QString::number(size)});
    option({u"--perms"_s, mode, u"--tmpfs"_s, inside});
}

BwrapLayout &BwrapLayout::option(const QStringList &arguments)
{
    m_arguments += arguments;
    return *this;
}

BwrapLayout &BwrapLayout::readOnly(const QStringList &paths)
{
    for (const QString &path : paths)
        option({u"--ro-bind-try"_s, path, path});
    return *this;
}

BwrapLayout &BwrapLayout::close(const QString &path)
{
    // A device cannot be opened where it is bound like this.
    if (!QFileInfo(path).isDir())
        return option({u"--ro-bind-try"_s, u"/dev/null"_s, path});
    return option({u"--perms"_s, u"0000"_s, u"--tmpfs"_s, path, u"--remount-ro"_s, path});
}

bool BwrapLayout::bind(const QString &hostPath, const QString &inside, Access access)
{
    Descriptor folder(open(QFile::encodeName(hostPath).constData(), O_PATH | O_CLOEXEC));
    if (!folder.isOpen())
        return false;
    if (m_handOver == HandOver::Placed) {
        option({access == Access::ReadOnly ? u"--ro-bind"_s : u"--bind"_s,
                QLatin1StringView(kPlaces) + u'/' + place(hostPath, false), inside});
        return true;
    }
    option({access == Access::ReadOnly ? u"--ro-bind-fd"_s : u"--bind-fd"_s,
            QString::number(folder.get()), inside});
    m_descriptors.push_back(std::move(folder));
    return true;
}

QString BwrapLayout::place(const QString &hostPath, bool mapped)
{
    if (mapped)
        m_ownUsers.mapped << m_places.size();
    m_places << hostPath;
    return QString::number(m_places.size() - 1);
}

void BwrapLayout::addOverlay(const SystemOverlay &overlay)
{
    QStringList folders{place(overlay.own, false)};
    if (!overlay.host.isEmpty())
        folders << place(overlay.host, overlay.mapped);
    folders << place(overlay.kept, true);
    option({u"--bind"_s,
            QLatin1StringView(kPlaces) + u"/over/"_s + QString::number(m_ownUsers.overlays.size()),
            overlay.inside});
    m_ownUsers.overlays << folders.join(u':');
}

void BwrapLayout::bindMapped(const QString &hostPath, const QString &inside)
{
    option({u"--bind"_s, QLatin1StringView(kPlaces) + u'/' + place(hostPath, true), inside});
}

QStringList BwrapLayout::arguments(const QString &program,
                                   const QStringList &programArguments) const
{
    // The root itself is a small file system in memory that the programs must not write to.
    return m_arguments + QStringList{u"--remount-ro"_s, u"/"_s, u"--"_s, program} +
           programArguments;
}

QList<int> BwrapLayout::descriptors() const
{
    QList<int> all;
    for (const Descriptor &each : m_descriptors)
        all << each.get();
    return all;
}

} // namespace pilothouse
