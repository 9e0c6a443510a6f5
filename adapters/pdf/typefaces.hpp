#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/invoice/invoice.hpp"

struct _PangoFontMap;

namespace makegood::pdf {

/// In whose forms Han characters are written: one code point looks different in Tokyo and in Taipei.
enum class HanForms { simplified, traditional, hong_kong, japanese, korean };
/// By the customer's country; else by kana or Hangul in the name; else simplified.
[[nodiscard]] HanForms han_forms_of(const Customer& customer);

inline constexpr const char* no_font = "no font is installed; Debian's fonts-noto-core is enough";

/// The faces that letters are set in: the files of Debian's fonts-noto-core, fonts-noto-cjk and fonts-dejavu-core, and
/// no others, so that what else a machine has installed, or how, changes no byte. Where one of them is missing, all of
/// the machine's fonts help out: letters are written, but look as that machine has it.
/// Threads: one at a time.
class Typefaces {
  public:
    explicit Typefaces(const std::filesystem::path& folder = "/usr/share/fonts");
    ~Typefaces();
    Typefaces(const Typefaces&) = delete;
    Typefaces& operator=(const Typefaces&) = delete;

    /// What of the pinned faces is not there, with the Debian package that has it: "Noto Sans (fonts-noto-core)".
    [[nodiscard]] const std::vector<std::string>& missing() const { return missing_; }
    /// No font at all: nothing can be written.
    [[nodiscard]] bool is_empty() const { return is_empty_; }
    [[nodiscard]] _PangoFontMap* map() const;
    /// The families to look a character up in, in this order.
    [[nodiscard]] static std::string families(HanForms forms);

  private:
    struct Opened;
    std::unique_ptr<Opened> opened_;
    std::vector<std::string> missing_;
    bool is_empty_ = false;
};

/// The calling thread's, opened when first asked for: opening takes some milliseconds.
[[nodiscard]] Typefaces& installed_typefaces();

}  // namespace makegood::pdf
