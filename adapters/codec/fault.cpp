#include "adapters/codec/fault.hpp"

namespace makegood::codec {

std::string in_words(const Fault& fault) {
    const std::string place = fault.pointer.empty() ? "the document" : fault.pointer;
    return place + ": found " + fault.found + ", expected " + fault.expected;
}

}  // namespace makegood::codec
