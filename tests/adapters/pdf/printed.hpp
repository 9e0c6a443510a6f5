#pragma once

#include <filesystem>
#include <string>

#include "engine/core/result.hpp"

namespace makegood::pdf {

/// A PDF as programs see it that we did not write: Debian's qpdf and poppler-utils.
class Printed {
  public:
    explicit Printed(const Result<std::string, std::string>& pdf);
    ~Printed();
    Printed(const Printed&) = delete;
    Printed& operator=(const Printed&) = delete;

    /// What qpdf has against it, "" for nothing.
    [[nodiscard]] std::string complaint() const;
    /// As it stands on the page.
    [[nodiscard]] std::string text() const;
    /// In the order in which it was written, cell by cell.
    [[nodiscard]] std::string in_order() const;
    [[nodiscard]] std::string page(int number) const;
    [[nodiscard]] int pages() const;
    /// Its structure with the text in it, as it is read to those who can't see it. Poppler ends a text at its first
    /// line or replacement (/ActualText), so this is for short cells.
    [[nodiscard]] std::string read_aloud() const;
    /// pdfinfo's answer: title, author, dates.
    [[nodiscard]] std::string particulars() const;

  private:
    [[nodiscard]] std::string answer(const std::string& before, const std::string& after = "") const;
    std::filesystem::path file_;
};

/// What a program writes to its standard output, and to its standard error.
[[nodiscard]] std::string output_of(const std::string& command);

/// Whether `text` has it, white space and marks of direction aside: where a line breaks is no matter.
[[nodiscard]] bool has(const std::string& text, const std::string& part);
[[nodiscard]] int count(const std::string& text, const std::string& part);

}  // namespace makegood::pdf
