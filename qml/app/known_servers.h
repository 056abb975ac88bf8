#pragma once

#include <QSettings>
#include <QStringList>
#include <QUrl>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// The servers that the window was connected to, the last one first; what opens them is not kept
/// here (Keyring). Kept in the person's settings. Main thread.
class KnownServers : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the program has them")
    Q_PROPERTY(QStringList urls READ urls NOTIFY changed FINAL)
public:
    explicit KnownServers(QObject *parent = nullptr);

    QStringList urls() const { return m_urls; }
    /// Puts a server first.
    Q_INVOKABLE void remember(const QUrl &url);
    Q_INVOKABLE void forget(const QString &url);
    /// {url, token} of what was typed or pasted, or {problem}: a sentence.
    Q_INVOKABLE QVariantMap read(const QString &text) const;
    /// The certificate that was trusted by choice, as SHA-256 in hexadecimal; empty: none.
    QString certificate(const QUrl &url) const;
    void trust(const QUrl &url, const QString &certificate);

signals:
    void changed();

private:
    void keep();

    QSettings m_settings;
    QStringList m_urls;
};

} // namespace pilothouse
