#include "qml/client/answer.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGood = 200;
constexpr int kAfterGood = 300;

/// The innermost name in where a field is: ["body", "width"].
QString fieldName(const QVariantMap &detail)
{
    const QVariantList place = detail.value(u"loc"_s).toList();
    for (auto step = place.crbegin(); step != place.crend(); ++step)
        if (step->typeId() == QMetaType::QString)
            return step->toString();
    return {};
}

QVariantList fieldsIn(const QVariant &body)
{
    QVariantList fields;
    const QVariantList details = body.toMap().value(u"detail"_s).toList();
    for (const QVariant &each : details)
        fields += QVariantMap{{u"name"_s, fieldName(each.toMap())},
                              {u"words"_s, each.toMap().value(u"msg"_s)}};
    return fields;
}

} // namespace

Answer::Answer(QNetworkReply *reply, QObject *parent) : QObject(parent)
{
    reply->setParent(this);
    connect(reply, &QNetworkReply::finished, this, [this, reply] { finish(reply); });
}

int Answer::statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool Answer::isGood(const QNetworkReply &reply)
{
    return statusOf(reply) >= kGood && statusOf(reply) < kAfterGood;
}

QString Answer::sentence(const QNetworkReply &reply, const QVariant &body)
{
    const int status = statusOf(reply);
    if (status == 0)
        return tr("The server cannot be reached. It may be restarting; the window keeps trying.");
    const QVariant detail = body.toMap().value(u"detail"_s);
    if (detail.typeId() == QMetaType::QString)
        return detail.toString();
    if (const QVariantList fields = fieldsIn(body); !fields.isEmpty()) {
        const QVariantMap first = fields.first().toMap();
        return u"%1: %2"_s.arg(first.value(u"name"_s).toString(),
                               first.value(u"words"_s).toString());
    }
    return tr("The server answered %1.").arg(status);
}

void Answer::finish(QNetworkReply *reply)
{
    deleteLater();
    const int status = statusOf(*reply);
    const QByteArray body = reply->readAll();
    const QVariant json = QJsonDocument::fromJson(body).toVariant();
    if (isGood(*reply) && reply->error() == QNetworkReply::NoError) {
        emit bytes(body);
        emit done(json);
        return;
    }
    emit failed(sentence(*reply, json),
                {{u"status"_s, status},
                 {u"fields"_s, fieldsIn(json)},
                 {u"error"_s, static_cast<int>(reply->error())},
                 {u"location"_s, reply->header(QNetworkRequest::LocationHeader)}});
}

} // namespace pilothouse
