#include "sandbox/software/software_layer.h"

#include "sandbox/software/closed_files.h"
#include "sandbox/software/own_settings.h"
#include "sandbox/tree_removal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

/// Where packages keep what they note about themselves, as far as everybody may read it.
constexpr const char *kPackageNotes[] = {
    "/var/cache/debconf",     "/var/cache/dictionaries-common",
    "/var/cache/fontconfig",  "/var/lib/apt",
    "/var/lib/aspell",        "/var/lib/dictionaries-common",
    "/var/lib/dpkg",          "/var/lib/emacsen-common",
    "/var/lib/ghostscript",   "/var/lib/ispell",
    "/var/lib/libreoffice",   "/var/lib/pam",
    "/var/lib/python",        "/var/lib/sgml-base",
    "/var/lib/ucf",           "/var/lib/xml-core",
    "/var/spool/libreoffice",
};

/// Of other software than the system's packages: the session adds to it.
constexpr const char *kAddedTo[] = {"/opt", "/usr/local"};
constexpr int kAddedDepth = 3; ///< folders so deep below can get more in them

QString nameOf(const QString &inside)
{
    return inside.mid(1).replace(u'/', u'-');
}

/// A look at all of /usr costs half a second: it is made once. Packages bring no secrets, and what
/// else lies there is in /usr/local, of which nothing is mapped.
QStringList closedInUsr()
{
    static std::once_flag once;
    static QStringList found;
    std::call_once(once, [] { found = closedFiles(u"/usr"_s, {u"local"_s}); });
    return found;
}

class SoftwareMaker
{
public:
    explicit SoftwareMaker(const SoftwarePlan &plan) : m_plan(plan), m_own(plan.own, plan.rootIds)
    {
    }

    Result<QList<SystemOverlay>> make()
    {
        const QByteArray kept = QFile::encodeName(m_plan.kept);
        m_ok = QDir().mkpath(QFileInfo(m_plan.kept).path()) &&
               chmod(QFile::encodeName(QFileInfo(m_plan.kept).path()).constData(), 0700) == 0 &&
               folder(m_plan.kept, 0700) && folder(m_plan.kept + u"/root"_s, 0700) &&
               m_own.makeFolder({}, 0755);
        add({.inside = u"/usr"_s, .host = u"/usr"_s, .mapped = true});
        hide(closedInUsr() + QStringList{u"local"_s}); // which comes back of its own
        m_ok = m_ok && m_own.refuseServices(m_overlays.last().own);
        add({.inside = u"/etc"_s});
        m_ok = m_ok && m_own.copySettings(m_overlays.last().own, m_plan.closed, m_plan.settings);
        add({.inside = u"/var"_s});
        m_ok = m_ok && m_own.makeVar(m_overlays.last().own);
        for (const char *path : kAddedTo)
            addTo(QString::fromLatin1(path));
        for (const char *path : kPackageNotes)
            addNotes(QString::fromLatin1(path));
        if (!m_ok)
            return fail(Errc::Io, u"The folders for a session's own software cannot be made."_s,
                        m_plan.kept + u": "_s + QString::fromLocal8Bit(strerror(errno)));
        return m_overlays;
    }

private:
    static bool folder(const QString &path, mode_t mode)
    {
        return mkdir(QFile::encodeName(path).constData(), mode) == 0 || errno == EEXIST;
    }

    void add(SystemOverlay overlay)
    {
        const QString name = nameOf(overlay.inside);
        overlay.kept = m_plan.kept + u'/' + name;
        overlay.own = m_plan.own + u'/' + name;
        m_ok = m_ok && folder(overlay.kept, 0700) && folder(overlay.kept + u"/upper"_s, 0755) &&
               folder(overlay.kept + u"/work"_s, 0700) && m_own.makeFolder(name, 0755);
        m_overlays << overlay;
    }

    void addTo(const QString &path)
    {
        if (!QFileInfo(path).isDir() || QFileInfo(path).isSymLink())
            return;
        add({.inside = path, .host = path});
        m_ok = m_ok && m_own.copyFolders(path, m_overlays.last().own, kAddedDepth);
        hide({});
    }

    void addNotes(const QString &path)
    {
        struct stat found = {};
        constexpr mode_t open = S_IROTH | S_IXOTH;
        if (lstat(QFile::encodeName(path).constData(), &found) != 0 || !S_ISDIR(found.st_mode) ||
            (found.st_mode & open) != open)
            return;
        add({.inside = path, .host = path, .mapped = true});
        hide(closedFiles(path, {u"info"_s})); // of dpkg: thousands, and no secrets
    }

    /// What is closed, and the server's own, is not there.
    void hide(QStringList closed)
    {
        const SystemOverlay &overlay = m_overlays.last();
        for (const QString &path : m_plan.ownFiles) {
            const QString below = path.mid(overlay.host.size() + 1);
            const auto holds = [&below](const QString &each) {
                return below == each || below.startsWith(each + u'/');
            };
            if (path.startsWith(overlay.host + u'/') &&
                std::none_of(closed.begin(), closed.end(), holds))
                closed << below;
        }
        m_ok = m_ok && std::all_of(closed.begin(), closed.end(), [&](const QString &path) {
                   return m_own.hide(overlay.own, overlay.host, path);
               });
    }

    const SoftwarePlan &m_plan;
    OwnSettings m_own;
    QList<SystemOverlay> m_overlays;
    bool m_ok = true;
};

} // namespace

QString softwareFolder(const DesktopConfig &config, const SessionId &session)
{
    return config.homesDir + u"/.software/"_s + session.value;
}

Result<QList<SystemOverlay>> makeSoftware(const SoftwarePlan &plan)
{
    return SoftwareMaker(plan).make();
}

Result<> removeSoftware(const DesktopConfig &config, const SessionId &session)
{
    const QString path = softwareFolder(config, session);
    const std::error_code error = removeTree(QFile::encodeName(path).toStdString());
    if (!error)
        return {};
    return fail(Errc::Io, u"The session's own software cannot be removed."_s,
                path + u": "_s + QString::fromLocal8Bit(error.message().c_str()));
}

} // namespace pilothouse
