#include "model/clouds/aws_signature.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QUrlQuery>

#include <algorithm>
#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Fields = QList<std::pair<QByteArray, QByteArray>>;

constexpr char kAlgorithm[] = "AWS4-HMAC-SHA256";

QByteArray sha256Hex(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &message, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

// What stands in the address is encoded once more, without empty steps and those that lead nowhere.
QByteArray canonicalPath(const QUrl &url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    QByteArrayList steps;
    for (const QByteArray &step : path.split('/')) {
        if (step == "..") {
            if (!steps.isEmpty())
                steps.removeLast();
        } else if (!step.isEmpty() && step != ".") {
            steps += step.toPercentEncoding();
        }
    }
    const bool isFolder = path.endsWith('/') && !steps.isEmpty();
    return '/' + steps.join('/') + (isFolder ? "/" : "");
}

QByteArray canonicalQuery(const QUrl &url)
{
    Fields items;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        items.append({name.toUtf8().toPercentEncoding(), value.toUtf8().toPercentEncoding()});
    std::ranges::sort(items);
    QByteArrayList parts;
    for (const auto &[name, value] : std::as_const(items))
        parts += name + '=' + value;
    return parts.join('&');
}

QByteArray signedHost(const QUrl &url)
{
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    const QByteArray name = host.contains(':') ? QByteArray('[' + host + ']') : host;
    return url.port() < 0 ? name : QByteArray(name + ':' + QByteArray::number(url.port()));
}

// Names in lower case and in order, values without blanks around them and doubled ones in them.
std::map<QByteArray, QByteArray> canonicalFields(const AwsRequest &request, const Fields &own)
{
    std::map<QByteArray, QByteArray> fields{{"host", signedHost(request.url)}};
    for (const auto &[name, value] : request.fields + own) {
        QByteArray &known = fields[name.toLower()];
        known += (known.isEmpty() ? "" : ",") + value.simplified();
    }
    return fields;
}

QByteArray signingKey(const AwsKeys &keys, const AwsScope &scope, const QByteArray &day)
{
    const QByteArray ofDay = hmac(day, "AWS4" + keys.secret);
    const QByteArray ofService = hmac(scope.service, hmac(scope.region, ofDay));
    return hmac("aws4_request", ofService);
}

} // namespace

Fields awsSignature(const AwsRequest &request, const AwsKeys &keys, const AwsScope &scope,
                    const QDateTime &now)
{
    const QByteArray time = now.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
    const QByteArray day = time.left(8);
    Fields own{{"x-amz-date", time}};
    if (!keys.sessionToken.isEmpty())
        own.append({"x-amz-security-token", keys.sessionToken});

    QByteArrayList names;
    QByteArray lines;
    for (const auto &[name, value] : canonicalFields(request, own)) {
        names += name;
        lines += name + ':' + value + '\n';
    }
    const QByteArray canonical =
        QByteArrayList{
            request.method,  canonicalPath(request.url), canonicalQuery(request.url), lines,
            names.join(';'), sha256Hex(request.body)}
            .join('\n');
    const QByteArray place =
        QByteArrayList{day, scope.region, scope.service, "aws4_request"}.join('/');
    const QByteArray text =
        QByteArrayList{kAlgorithm, time, place, sha256Hex(canonical)}.join('\n');
    const QByteArray signature = hmac(text, signingKey(keys, scope, day)).toHex();
    own.append({"authorization", QByteArray(kAlgorithm) + " Credential=" + keys.id + '/' + place +
                                     ", SignedHeaders=" + names.join(';') +
                                     ", Signature=" + signature});
    return own;
}

} // namespace pilothouse
