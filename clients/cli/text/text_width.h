// How wide texts are on a terminal: a Chinese character takes two columns.
#ifndef OGI_CLIENTS_CLI_TEXT_TEXT_WIDTH_H_
#define OGI_CLIENTS_CLI_TEXT_TEXT_WIDTH_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi::cli {

// Columns. Bytes that are not UTF-8 count one each.
int DisplayWidth(absl::string_view text);

// Lines of at most `width` columns (but at least one character each). Breaks after any character,
// for Chinese has no spaces; words of ASCII stay whole where they fit, closing punctuation
// begins no line, and a newline always breaks.
std::vector<std::string> Wrap(absl::string_view text, int width);

// Fills up with spaces.
std::string PadRight(absl::string_view text, int width);
std::string PadLeft(absl::string_view text, int width);

// Makes what came from elsewhere harmless to a terminal: control characters become U+FFFD, newlines
// and tabs spaces.
std::string Printable(absl::string_view text);
// The same, but newlines stay.
std::string PrintableLines(absl::string_view text);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_TEXT_WIDTH_H_
