#pragma once

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

/// A real nginx on loopback, set up as docs/deploy.md says: it serves Pilothouse below a path.
class ReverseProxy
{
public:
    /// In front of `server`, e.g. "http://127.0.0.1:8000".
    bool start(const QString &server)
    {
        QTcpServer probe;
        if (!probe.listen(QHostAddress::LocalHost))
            return false;
        m_port = probe.serverPort();
        probe.close();
        QFile file(m_folder.filePath(QStringLiteral("nginx.conf")));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write(configuration(server).toUtf8());
        file.close();
        m_process.start(QStringLiteral("/usr/sbin/nginx"),
                        {QStringLiteral("-p"), m_folder.path(), QStringLiteral("-e"),
                         QStringLiteral("stderr"), QStringLiteral("-c"), file.fileName()});
        return QTest::qWaitFor([this] { return listens(); }, 10'000);
    }
    ~ReverseProxy()
    {
        m_process.terminate();
        m_process.waitForFinished(5'000);
    }

    /// "http://127.0.0.1:PORT/below", without a slash at the end.
    QString url() const { return QStringLiteral("http://127.0.0.1:%1/below").arg(m_port); }

private:
    bool listens() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        return socket.waitForConnected(200);
    }
    QString configuration(const QString &server) const
    {
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
        listen 127.0.0.1:%2;
        location /below/ {
            proxy_pass %3/;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_buffering off;
            proxy_read_timeout 1h;
            client_max_body_size 64m;
        }
    }
}
)")
            .arg(m_folder.path(), QString::number(m_port), server);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};
