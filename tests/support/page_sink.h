#pragma once

#include <QObject>
#include <QString>
#include <QTcpServer>

namespace pilothouse {

/// A tiny web server on loopback: it serves one page and keeps the last text that the page posts.
/// For tests that ask a browser what arrived in it.
class PageSink : public QObject
{
    Q_OBJECT
public:
    explicit PageSink(QByteArray page);
    bool listen();
    QString url() const;
    QString posted() const { return m_posted; }
    int posts() const { return m_posts; }

private:
    void onConnection();
    bool answer(QTcpSocket &socket, QByteArray &input);

    QTcpServer m_server;
    QByteArray m_page;
    QString m_posted;
    int m_posts = 0;
};

} // namespace pilothouse
