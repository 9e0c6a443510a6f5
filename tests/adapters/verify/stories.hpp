#pragma once

#include <cstdint>
#include <string>

#include "tests/adapters/verify/journal_file.hpp"
#include "tests/engine/given/desk.hpp"

namespace makegood::verify {

/// Several desks, one after another, that write one journal and take their numbers from one book.
class Office {
  public:
    explicit Office(JournalFile& file) : file_(file) {}

    /// A desk for the next invoice, at the time that the last one left.
    [[nodiscard]] given::Desk desk() const;
    /// The file was restored: from the next desk on, numbers have a mark.
    void restart(const SeriesMark& mark, std::uint64_t lost_sequence);
    /// It was proven to hold an event, and numbers go on as they stood at it: `book` of then.
    void resume(std::uint64_t sequence, const std::string& hash, NumberBook book);
    [[nodiscard]] const NumberBook& numbers() const { return numbers_; }
    /// Takes over what a desk decided since it was last filed. All of a desk's events are of one invoice.
    void file(given::Desk& desk);

  private:
    JournalFile& file_;
    NumberBook numbers_{};
    Instant now_{1'773'133'200'000};
    std::size_t filed_ = 0;
    std::string filed_number_{};
};

/// A journal in which nothing is wrong and much happens: claims on lines and wholes, net and gross, several on one
/// invoice, offset, refund and balance, several rates, allowances, charges, negative lines, rounding, credits
/// elsewhere, restated and withdrawn claims, offers taken and declined, two currencies, a year's end.
void tell_stories(JournalFile& file);

}  // namespace makegood::verify
