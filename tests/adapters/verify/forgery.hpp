#pragma once

#include <string>
#include <vector>

#include "tests/adapters/verify/house.hpp"

namespace makegood::verify {

/// The n-th event (from 1) of a type, or one that stands some places after it; no type: the journal as a whole.
struct Place {
    const char* code;
    const char* type = "";
    std::size_t n = 1;
    std::int64_t after = 0;
};

/// One thing that is altered in a journal in which money moves, by somebody who makes chain, checkpoints and
/// projections right again, and the findings that it alone leads to, in the order of the journal.
struct Forgery {
    void (*alter)(JournalFile& file);
    std::vector<Place> found;
    const char* why;
};

void judge(const Forgery& forgery, Closing closing);

/// Changes an amount with two digits by some minor units.
void shift(Json& amount, int by);
/// Makes an event another one.
void turn(Json& envelope, const char* type, Json payload);
/// A note on the claim that the event is about.
void turn_into_note(Json& envelope, const Json& claim);

}  // namespace makegood::verify
