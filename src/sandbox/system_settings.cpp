#include "sandbox/system_settings.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <fnmatch.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

/// Patterns of fnmatch(3); a "*" stops at a slash.
constexpr const char *kSecret[] = {
    "shadow",
    "shadow-",
    "gshadow",
    "gshadow-",
    "passwd-",
    "group-",
    "security/opasswd",
    "sudoers",
    "sudoers.d",
    "doas.conf",
    "ssh/ssh_host_*",
    "ssl/private",
    "pki/private",
    "pki/tls/private",
    "letsencrypt",
    "wireguard",
    "openvpn",
    "ipsec.secrets",
    "ipsec.d/private",
    "swanctl/private",
    "NetworkManager/system-connections",
    "netplan",
    "wpa_supplicant",
    "ppp/*-secrets",
    "crypttab",
    "cryptsetup-keys.d",
    "luks",
    "credstore",
    "credstore.encrypted",
    "samba/private",
    "krb5.keytab",
    "ldap.secret",
    "mysql/debian.cnf",
    "apt/auth.conf",
    "apt/auth.conf.d",
    "netrc",
    "docker/key.json",
    "kubernetes",
    "rancher",
    "pilothouse",
};

/// In any folder.
constexpr const char *kSecretFiles[] = {"*.key", "*.keytab", "*.p12", "*.pfx", "*.kdbx"};

/// What containers mount one by one, and no secret.
constexpr const char *kMounted[] = {"/etc/hostname", "/etc/hosts", "/etc/resolv.conf"};

class Look
{
public:
    Look(QString top, const QStringList &own, VisibleFiles &found)
        : m_top(std::move(top)), m_own(own), m_found(found)
    {
        m_known = lstat(QFile::encodeName(m_top).constData(), &m_of) == 0;
    }

    void run()
    {
        if (m_known && S_ISDIR(m_of.st_mode) && lookInto(m_top))
            m_found.open << m_top;
    }

private:
    /// Whether nothing below is secret. Else what is open there has been noted.
    bool lookInto(const QString &folder)
    {
        QStringList open;
        bool all = true;
        const auto filters = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        for (const QString &name : QDir(folder).entryList(filters, QDir::Name)) {
            const QString path = folder + u'/' + name;
            struct stat status = {};
            if (lstat(QFile::encodeName(path).constData(), &status) != 0 || S_ISLNK(status.st_mode))
                continue;
            if (isSecret(path, status)) {
                m_found.closed << path;
                all = false;
            } else if (!S_ISDIR(status.st_mode) || lookInto(path)) {
                open << path;
            } else {
                all = false;
            }
        }
        if (!all)
            m_found.open += open;
        return all;
    }

    bool isSecret(const QString &path, const struct stat &status) const
    {
        const mode_t needed = S_ISDIR(status.st_mode) ? S_IROTH | S_IXOTH : S_IROTH;
        const bool mounted =
            status.st_dev != m_of.st_dev &&
            std::none_of(std::begin(kMounted), std::end(kMounted),
                         [&](const char *each) { return path == QLatin1StringView(each); });
        return (status.st_mode & needed) != needed || mounted || m_own.contains(path) ||
               isSecretName(path.mid(m_top.size() + 1));
    }

    QString m_top;
    const QStringList &m_own;
    VisibleFiles &m_found;
    struct stat m_of = {};
    bool m_known = false;
};

} // namespace

VisibleFiles visibleFiles(const QString &folder, const QStringList &own)
{
    VisibleFiles found;
    Look(folder, own, found).run();
    found.open.sort();
    found.closed.sort();
    return found;
}

bool isSecretName(const QString &name)
{
    const QByteArray path = QFile::encodeName(name);
    const QByteArray file = path.mid(path.lastIndexOf('/') + 1);
    const auto matches = [](const QByteArray &text) {
        return [&text](const char *pattern) {
            return fnmatch(pattern, text.constData(), FNM_PATHNAME) == 0;
        };
    };
    return std::any_of(std::begin(kSecret), std::end(kSecret), matches(path)) ||
           std::any_of(std::begin(kSecretFiles), std::end(kSecretFiles), matches(file));
}

} // namespace pilothouse
