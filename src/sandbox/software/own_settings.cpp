#include "sandbox/software/own_settings.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

namespace fs = std::filesystem;

constexpr int kFirstPerson = 1000;
constexpr int kNobody = 65534;

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString targetOf(const QString &link)
{
    char text[PATH_MAX];
    const ssize_t size = readlink(QFile::encodeName(link).constData(), text, sizeof text);
    return QFile::decodeName(QByteArray(text, std::max<ssize_t>(size, 0)));
}

/// Names of `table` (passwd or group), in their order.
QByteArrayList namesIn(const QByteArray &table)
{
    QByteArrayList names;
    for (const QByteArray &line : table.split('\n'))
        if (line.contains(':'))
            names << line.first(line.indexOf(':'));
    return names;
}

/// The session's own lines first, then the host's of the system.
QByteArray merged(const QByteArray &own, const QByteArray &host)
{
    QByteArray table = own.endsWith('\n') ? own : own + '\n';
    const QByteArrayList known = namesIn(own);
    for (const QByteArray &line : host.split('\n')) {
        const QByteArrayList fields = line.split(':');
        const int id = fields.size() > 2 ? fields.at(2).toInt() : -1;
        if (id > 0 && (id < kFirstPerson || id == kNobody) && !known.contains(fields.at(0)))
            table += line + '\n';
    }
    return table;
}

} // namespace

bool OwnSettings::give(const QString &path) const
{
    return lchown(QFile::encodeName(path).constData(), m_root, m_root) == 0;
}

bool OwnSettings::folder(const QString &path, mode_t mode) const
{
    const QByteArray name = QFile::encodeName(path);
    return (mkdir(name.constData(), mode) == 0 || errno == EEXIST) && give(path) &&
           chmod(name.constData(), mode) == 0;
}

bool OwnSettings::makeFolder(const QString &name, mode_t mode) const
{
    return folder(name.isEmpty() ? m_folder : m_folder + u'/' + name, mode);
}

bool OwnSettings::write(const QString &path, const QByteArray &text, mode_t mode) const
{
    QFile::remove(path);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && give(path) &&
           fchmod(file.handle(), mode) == 0;
}

bool OwnSettings::link(const QString &target, const QString &path) const
{
    return symlink(QFile::encodeName(target).constData(), QFile::encodeName(path).constData()) ==
               0 &&
           give(path);
}

bool OwnSettings::copyFile(const QString &from, const QString &to, mode_t mode) const
{
    const QByteArray name = QFile::encodeName(to);
    std::error_code error; // quicker than QFile::copy(): there are a thousand of them
    return fs::copy_file(QFile::encodeName(from).toStdString(), name.toStdString(), error) &&
           lchown(name.constData(), m_root, m_root) == 0 &&
           chmod(name.constData(), mode & 0777) == 0;
}

/// An overlay takes a device without numbers for "there is nothing".
bool OwnSettings::hide(const QString &own, const QString &host, const QString &path) const
{
    const QStringList parts = path.split(u'/');
    QString made = own;
    for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
        made += u'/' + parts.at(i);
        struct stat there = {};
        const QString hosts = host + u'/' + parts.first(i + 1).join(u'/');
        if (lstat(QFile::encodeName(hosts).constData(), &there) != 0)
            return true; // gone meanwhile
        if (!folder(made, there.st_mode & 07777))
            return false;
    }
    const QByteArray name = QFile::encodeName(QString(own + u'/' + path));
    return mknod(name.constData(), S_IFCHR, makedev(0, 0)) == 0 || errno == EEXIST;
}

bool OwnSettings::copyFolders(const QString &host, const QString &own, int depth) const
{
    constexpr mode_t open = S_IROTH | S_IXOTH;
    for (const QString &name : QDir(host).entryList(QDir::Dirs | QDir::Hidden | QDir::NoSymLinks |
                                                    QDir::NoDotAndDotDot)) {
        struct stat found = {};
        const QString path = host + u'/' + name;
        if (lstat(QFile::encodeName(path).constData(), &found) != 0 ||
            (found.st_mode & open) != open)
            continue;
        const QString to = own + u'/' + name;
        if (!folder(to, found.st_mode & 07777) || (depth > 1 && !copyFolders(path, to, depth - 1)))
            return false;
    }
    return true;
}

bool OwnSettings::copyTree(const QString &from, const QString &to, const QStringList &closed) const
{
    std::error_code error;
    for (const fs::directory_entry &entry :
         fs::directory_iterator(QFile::encodeName(from).toStdString(), error)) {
        const QString name = u'/' + QFile::decodeName(entry.path().filename().c_str());
        struct stat found = {};
        if (lstat(entry.path().c_str(), &found) != 0 || closed.contains(QString(from + name)))
            continue;
        bool copied = true;
        if (S_ISLNK(found.st_mode))
            copied = link(targetOf(from + name), to + name);
        else if (S_ISDIR(found.st_mode))
            copied =
                folder(to + name, found.st_mode & 0777) && copyTree(from + name, to + name, closed);
        else if (S_ISREG(found.st_mode) && (found.st_mode & S_IROTH))
            copied = copyFile(from + name, to + name, found.st_mode);
        if (!copied)
            return false;
    }
    return !error;
}

bool OwnSettings::writeAccounts(const QString &own, const QString &settings) const
{
    const QByteArray users = merged(bytesOf(settings + u"/passwd"_s), bytesOf(u"/etc/passwd"_s));
    const QByteArray groups = merged(bytesOf(settings + u"/group"_s), bytesOf(u"/etc/group"_s));
    QByteArray shadow;
    for (const QByteArray &name : namesIn(users))
        shadow += name + ":*:19000:0:99999:7:::\n"; // nobody has a password
    QByteArray groupShadow;
    for (const QByteArray &name : namesIn(groups))
        groupShadow += name + ":*::\n";
    return write(own + u"/passwd"_s, users, 0644) && write(own + u"/group"_s, groups, 0644) &&
           write(own + u"/shadow"_s, shadow, 0600) && write(own + u"/gshadow"_s, groupShadow, 0600);
}

bool OwnSettings::copySettings(const QString &own, const QStringList &closed,
                               const QString &settings) const
{
    if (!copyTree(u"/etc"_s, own, closed) || !writeAccounts(own, settings))
        return false;
    for (const QString &name : {u"hosts"_s, u"resolv.conf"_s, u"machine-id"_s})
        if (!write(own + u'/' + name, bytesOf(settings + u'/' + name), 0644))
            return false;
    // Nobody is there to answer, so settings that were changed stay; what is lost in a crash can be
    // installed again; and apt's own user could not read a package in the home.
    const auto writeIn = [&](const QString &there, const QByteArray &text) {
        return !QFileInfo(there).isDir() || write(there + u"/90pilothouse"_s, text, 0644);
    };
    return writeIn(own + u"/dpkg/dpkg.cfg.d"_s,
                   "force-confdef\nforce-confold\nforce-unsafe-io\n") &&
           writeIn(own + u"/apt/apt.conf.d"_s, "APT::Sandbox::User \"root\";\n");
}

bool OwnSettings::refuseServices(const QString &own) const
{
    return folder(own + u"/sbin"_s, 0755) &&
           write(own + u"/sbin/policy-rc.d"_s, "#!/bin/sh\nexit 101\n", 0755);
}

bool OwnSettings::makeVar(const QString &own) const
{
    constexpr std::pair<const char *, mode_t> kFolders[] = {
        {"backups", 0755},
        {"cache", 0755},
        {"cache/apt", 0755},
        {"cache/apt/archives", 0755},
        {"cache/ldconfig", 0700},
        {"lib", 0755},
        {"lib/misc", 0755},
        {"local", 0755},
        {"log", 0755},
        {"log/apt", 0755},
        {"mail", 0755},
        {"opt", 0755},
        {"spool", 0755},
        {"tmp", 01777},
    };
    return std::all_of(std::begin(kFolders), std::end(kFolders),
                       [&](const auto &each) {
                           return folder(own + u'/' + QLatin1StringView(each.first), each.second);
                       }) &&
           link(u"/run"_s, own + u"/run"_s) && link(u"/run/lock"_s, own + u"/lock"_s);
}

} // namespace pilothouse
