#include "adapters/codec/findings.hpp"

#include <utility>

namespace makegood::codec {

Finding to_finding(Fault fault) {
    return {std::move(fault.pointer), std::move(fault.found), std::move(fault.expected)};
}

Findings to_findings(Faults faults) {
    Findings findings;
    findings.reserve(faults.size());
    for (Fault& fault : faults) findings.push_back(to_finding(std::move(fault)));
    return findings;
}

}  // namespace makegood::codec
