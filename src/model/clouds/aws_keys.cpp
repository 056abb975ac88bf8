#include "model/clouds/aws_keys.h"

#include <QFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestKeysFile = 1024 * 1024;

void takeLine(const QByteArray &name, const QByteArray &value, AwsKeys &keys)
{
    if (name == "aws_access_key_id")
        keys.id = value;
    else if (name == "aws_secret_access_key")
        keys.secret = value;
    else if (name == "aws_session_token")
        keys.sessionToken = value;
}

} // namespace

Result<AwsKeys> awsKeysFrom(const QString &file, const QString &profile)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return fail(Errc::Unauthorized,
                    u"No AWS keys are set and their file cannot be read: set AWS_ACCESS_KEY_ID and "
                    "AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK, or run aws configure."_s,
                    source.errorString());
    AwsKeys keys;
    bool isOurs = false;
    for (const QByteArray &whole : source.read(kLargestKeysFile).split('\n')) {
        const QByteArray line = whole.trimmed();
        if (line.startsWith('[') && line.endsWith(']'))
            isOurs = line.mid(1, line.size() - 2).trimmed() == profile.toUtf8();
        else if (const qsizetype equals = line.indexOf('='); isOurs && equals > 0)
            takeLine(line.left(equals).trimmed(), line.mid(equals + 1).trimmed(), keys);
    }
    if (keys.id.isEmpty() || keys.secret.isEmpty())
        return fail(Errc::Unauthorized,
                    u"The AWS credentials file has no keys of the profile "
                    "\"%1\": check AWS_PROFILE, or run aws configure."_s.arg(profile));
    return keys;
}

} // namespace pilothouse
