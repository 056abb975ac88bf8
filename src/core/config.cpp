#include "core/config.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString name(ApprovalPolicy policy)
{
    switch (policy) {
    case ApprovalPolicy::Auto:
        return u"auto"_s;
    case ApprovalPolicy::Sensitive:
        return u"sensitive"_s;
    case ApprovalPolicy::All:
        return u"all"_s;
    }
    return u"all"_s;
}

std::optional<ApprovalPolicy> approvalPolicyFrom(const QString &text)
{
    for (const auto policy : {ApprovalPolicy::Auto, ApprovalPolicy::Sensitive, ApprovalPolicy::All})
        if (name(policy) == text)
            return policy;
    return std::nullopt;
}

QString name(SandboxMode mode)
{
    switch (mode) {
    case SandboxMode::Auto:
        return u"auto"_s;
    case SandboxMode::Bwrap:
        return u"bwrap"_s;
    case SandboxMode::Landlock:
        return u"landlock"_s;
    case SandboxMode::User:
        return u"user"_s;
    case SandboxMode::None:
        return u"none"_s;
    }
    return u"none"_s;
}

std::optional<SandboxMode> sandboxModeFrom(const QString &text)
{
    for (const auto mode : {SandboxMode::Auto, SandboxMode::Bwrap, SandboxMode::Landlock,
                            SandboxMode::User, SandboxMode::None})
        if (name(mode) == text)
            return mode;
    return std::nullopt;
}

} // namespace pilothouse
