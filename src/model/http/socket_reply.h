#pragma once

#include <QNetworkReply>
#include <QSslSocket>

namespace pilothouse {

/// One HTTP/1.1 POST on a connection of its own, as a QNetworkReply: for servers that send interim
/// answers (102 Processing, 103 Early Hints), which QNetworkAccessManager takes for the answer in
/// place of the one that follows (RFC 9110, 15.2). No redirects, cookies or compression.
/// finished() comes also for what broke off; error() tells. Main thread.
class SocketReply final : public QNetworkReply
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SocketReply)
public:
    SocketReply(const QNetworkRequest &request, QByteArray body, const QNetworkProxy &proxy);

    void abort() override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_ready.size(); }

protected:
    qint64 readData(char *data, qint64 most) override;

private:
    enum class Stage { Head, ToTheEnd, Length, ChunkSize, Chunk, Trailer, Done };

    void send();
    void receive();
    bool step();
    bool readHead();
    bool readChunkSize();
    bool readTrailer();
    bool takeBody(qint64 most);
    void lose(QNetworkReply::NetworkError code);
    void end();
    QByteArray takeLine();

    QSslSocket m_socket;
    QByteArray m_body;  ///< of the request
    QByteArray m_raw;   ///< received, not yet understood
    QByteArray m_ready; ///< of the answer's body, not yet read
    Stage m_stage = Stage::Head;
    qint64 m_left = 0; ///< of the body or the chunk
};

} // namespace pilothouse
