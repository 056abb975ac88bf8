#include "qml/client/transfer.h"

#include "qml/client/answer.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

Transfer::Transfer(QNetworkReply *reply, QString name, QObject *parent)
    : QObject(parent), m_reply(reply), m_name(std::move(name))
{
    if (!reply)
        return;
    reply->setParent(this);
    connect(reply, &QNetworkReply::finished, this, &Transfer::finish);
}

Transfer *Transfer::download(QNetworkReply *reply, const QString &file, QObject *parent)
{
    auto *transfer = new Transfer(reply, QFileInfo(file).fileName(), parent);
    transfer->m_file = std::make_unique<QSaveFile>(file);
    if (!transfer->m_file->open(QIODevice::WriteOnly)) {
        transfer->m_trouble = transfer->m_file->errorString();
        QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection);
        return transfer;
    }
    connect(reply, &QNetworkReply::readyRead, transfer, &Transfer::keep);
    connect(reply, &QNetworkReply::downloadProgress, transfer, &Transfer::move);
    return transfer;
}

Transfer *Transfer::upload(QNetworkReply *reply, const QString &name, QObject *parent)
{
    auto *transfer = new Transfer(reply, name, parent);
    connect(reply, &QNetworkReply::uploadProgress, transfer, &Transfer::move);
    return transfer;
}

Transfer *Transfer::refused(const QString &name, const QString &why, QObject *parent)
{
    auto *transfer = new Transfer(nullptr, name, parent);
    QMetaObject::invokeMethod(
        transfer, [transfer, why] { transfer->fail(why, 0); }, Qt::QueuedConnection);
    return transfer;
}

void Transfer::cancel()
{
    m_isCancelled = true;
    if (m_reply)
        m_reply->abort();
}

void Transfer::move(qint64 done, qint64 whole)
{
    m_progress = whole > 0 ? double(done) / double(whole) : -1;
    emit moved();
}

/// What is no answer of success stays in the reply: its sentence is read there.
void Transfer::keep()
{
    if (!Answer::isGood(*m_reply) || !m_trouble.isEmpty())
        return;
    const QByteArray bytes = m_reply->readAll();
    if (m_file->write(bytes) == bytes.size())
        return;
    m_trouble = m_file->errorString();
    QMetaObject::invokeMethod(m_reply, &QNetworkReply::abort, Qt::QueuedConnection);
}

void Transfer::finish()
{
    if (m_isCancelled) {
        deleteLater();
        emit cancelled();
        return;
    }
    if (m_file && m_trouble.isEmpty())
        keep();
    if (!m_trouble.isEmpty()) {
        fail(tr("The file cannot be written: %1.").arg(m_trouble), 0);
        return;
    }
    const QVariant body =
        m_file ? QVariant() : QJsonDocument::fromJson(m_reply->readAll()).toVariant();
    if (!Answer::isGood(*m_reply) || m_reply->error() != QNetworkReply::NoError) {
        const QVariant said = QJsonDocument::fromJson(m_reply->readAll()).toVariant();
        fail(Answer::sentence(*m_reply, m_file ? said : body), Answer::statusOf(*m_reply));
        return;
    }
    if (m_file && !m_file->commit()) {
        fail(tr("The file cannot be written: %1.").arg(m_file->errorString()), 0);
        return;
    }
    deleteLater();
    emit done(m_file ? QVariant(QUrl::fromLocalFile(m_file->fileName())) : body);
}

void Transfer::fail(const QString &why, int status)
{
    deleteLater();
    emit failed(why, {{u"status"_s, status}});
}

} // namespace pilothouse
