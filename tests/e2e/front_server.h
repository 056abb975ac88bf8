#pragma once

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

/// A real nginx on loopback in front of a server, set up as docs/deploy.md says: with TLS, below a
/// path, or with other answers at some paths.
class FrontServer
{
public:
    ~FrontServer() { stop(); }

    /// Passes on what is below `path`, which begins and ends with a slash. `locations`: of nginx's
    /// configuration, before that. With TLS once there is a certificate. The port stays the same
    /// from the first start on.
    bool start(const QString &server, const QString &locations = {},
               const QString &path = QStringLiteral("/"))
    {
        stop();
        QFile file(m_folder.filePath(QStringLiteral("nginx.conf")));
        if (!choosePort() || !file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return false;
        file.write(configuration(locations + passingOn(server, path)).toUtf8());
        file.close();
        m_process.start(QStringLiteral("/usr/sbin/nginx"),
                        {QStringLiteral("-p"), m_folder.path(), QStringLiteral("-e"),
                         QStringLiteral("stderr"), QStringLiteral("-c"), file.fileName()});
        return QTest::qWaitFor([this] { return listens(); }, 30'000);
    }
    /// Answers alone, by `locations`.
    bool startAlone(const QString &locations) { return start({}, locations); }
    void stop()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }
    /// A new certificate that vouches for itself, for `names` as openssl has them
    /// ("DNS:localhost"). Used from the next start on.
    bool makeCertificate(const QString &names)
    {
        return openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                        QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
                        QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                        QStringLiteral("/CN=pilothouse"), QStringLiteral("-addext"),
                        QStringLiteral("subjectAltName=") + names, QStringLiteral("-keyout"), key(),
                        QStringLiteral("-out"), certificate()})
            .has_value();
    }
    /// Its SHA-256 as openssl says it: "AB:CD:…".
    QString fingerprint() const
    {
        return openssl({QStringLiteral("x509"), QStringLiteral("-in"), certificate(),
                        QStringLiteral("-noout"), QStringLiteral("-fingerprint"),
                        QStringLiteral("-sha256")})
            .value_or(QString())
            .section(QLatin1Char('='), 1)
            .trimmed();
    }
    quint16 port() const { return m_port; }

private:
    bool choosePort()
    {
        QTcpServer probe;
        if (m_port != 0)
            return true;
        if (!probe.listen(QHostAddress::LocalHost))
            return false;
        m_port = probe.serverPort();
        return true;
    }
    bool listens() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        return socket.waitForConnected(200);
    }
    QString key() const { return m_folder.filePath(QStringLiteral("key.pem")); }
    QString certificate() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    static std::optional<QString> openssl(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            return std::nullopt;
        return QString::fromUtf8(process.readAllStandardOutput());
    }
    static QString passingOn(const QString &server, const QString &path)
    {
        if (server.isEmpty())
            return {};
        return QStringLiteral(R"(
        location %1 {
            proxy_pass %2/;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_buffering off;
            proxy_read_timeout 1h;
            client_max_body_size 64m;
        })")
            .arg(path, server);
    }
    QString configuration(const QString &locations) const
    {
        const bool hasTls = QFile::exists(certificate());
        const QString tls = hasTls ? QStringLiteral("ssl_certificate %1; ssl_certificate_key %2;")
                                         .arg(certificate(), key())
                                   : QString();
        return QStringLiteral(R"(daemon off;
master_process off;
worker_processes 1;
pid %1/nginx.pid;
events {}
http {
    access_log off;
    client_body_temp_path %1/body;
    proxy_temp_path %1/proxy;
    fastcgi_temp_path %1/fastcgi;
    uwsgi_temp_path %1/uwsgi;
    scgi_temp_path %1/scgi;
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    server {
        listen 127.0.0.1:%2 %3;
        %4
        %5
    }
}
)")
            .arg(m_folder.path(), QString::number(m_port),
                 hasTls ? QStringLiteral("ssl") : QString(), tls, locations);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};
