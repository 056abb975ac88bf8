#pragma once

#include "core/secret.h"
#include "wire/field_reader.h"
#include "workbench/bench_plan.h"

namespace pilothouse {

/// The parts of messages that several have. What reads them fails as Corrupt. Pure.
QJsonObject toJson(const BenchPlan &plan);
Result<BenchPlan> benchPlanFrom(const QJsonObject &json);

/// {NAME: {"value", "hosts", "windows"}}, as secretsFrom() reads it.
QJsonObject toJson(const QList<Secret> &secrets);

QJsonObject toJson(const Error &error);
Result<Error> errorFrom(const QJsonObject &json);

} // namespace pilothouse
