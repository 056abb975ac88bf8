#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

/// Certificates for nodes on loopback, made by openssl: authorities, and who they sign.
class NodeCertificates
{
public:
    /// A new authority: NAME.pem.
    bool addAuthority(const QString &name)
    {
        return openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                        QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
                        QStringLiteral("-keyout"), key(name), QStringLiteral("-out"), file(name),
                        QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                        QStringLiteral("/CN=") + name});
    }
    /// NAME.pem and NAME.key, for `alternative` ("IP:127.0.0.1") and for so many days from now.
    bool add(const QString &name, const QString &authority, const QString &alternative, int days)
    {
        const QString request = m_folder.filePath(name + QStringLiteral(".csr"));
        const QString extensions = m_folder.filePath(name + QStringLiteral(".ext"));
        QFile written(extensions);
        return written.open(QIODevice::WriteOnly) &&
               written.write("subjectAltName=" + alternative.toLatin1() + '\n') > 0 &&
               written.flush() &&
               openssl({QStringLiteral("req"), QStringLiteral("-newkey"),
                        QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
                        QStringLiteral("-keyout"), key(name), QStringLiteral("-out"), request,
                        QStringLiteral("-subj"), QStringLiteral("/CN=") + name}) &&
               openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
                        request, QStringLiteral("-CA"), file(authority), QStringLiteral("-CAkey"),
                        key(authority), QStringLiteral("-CAcreateserial"), QStringLiteral("-days"),
                        QString::number(days), QStringLiteral("-extfile"), extensions,
                        QStringLiteral("-out"), file(name)});
    }
    QString file(const QString &name) const
    {
        return m_folder.filePath(name + QStringLiteral(".pem"));
    }
    QString key(const QString &name) const
    {
        return m_folder.filePath(name + QStringLiteral(".key"));
    }

private:
    static bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    QTemporaryDir m_folder;
};
