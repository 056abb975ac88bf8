#include "qml/client/back_off.h"

#include <QRandomGenerator>

#include <cmath>

#include <algorithm>

namespace pilothouse {

namespace {

constexpr int kMostDoublings = 10;
constexpr double kChance = 0.25;

} // namespace

std::chrono::milliseconds BackOff::next()
{
    const auto plain = std::min(kLongest, kFirst * (1 << std::min(m_tries, kMostDoublings)));
    m_tries += 1;
    const double more = kChance * QRandomGenerator::global()->generateDouble();
    return plain +
           std::chrono::milliseconds(std::lround(static_cast<double>(plain.count()) * more));
}

} // namespace pilothouse
