#pragma once

#include <QTcpSocket>
#include <QUrl>

#include <memory>
#include <vector>

class QWebSocket;

namespace pilothouse {

/// Asks for one URL again and again on connections that stay open, each with one request at a time.
class RequestLoad
{
public:
    /// `fields`: further header fields, each with its line end.
    RequestLoad(const QUrl &url, const QByteArray &fields, int connections);
    ~RequestLoad();

    /// Has `requests` more of them answered. False: an answer other than 200, or no answer.
    bool run(int requests);

private:
    struct Connection;
    void ask(Connection &connection);
    void read(Connection &connection);

    const QByteArray m_request;
    std::vector<std::unique_ptr<Connection>> m_connections;
    int m_toAsk = 0;
    int m_toCome = 0;
    bool m_failed = false;
};

/// Viewers on one WebSocket address; each counts what comes.
class ViewerCrowd
{
public:
    ViewerCrowd(const QUrl &url, const QByteArray &token, int viewers);
    ~ViewerCrowd();

    /// Whether all of them are connected.
    bool open();
    /// Waits until each viewer has seen an event of that type since the last call. Returns how many
    /// frames each of them got meanwhile on the average; 0: something did not come.
    double waitForEach(const QByteArray &type);

private:
    struct Viewer;
    std::vector<std::unique_ptr<Viewer>> m_viewers;
    QUrl m_url;
    QByteArray m_token;
};

} // namespace pilothouse
