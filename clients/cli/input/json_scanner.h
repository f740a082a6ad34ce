// Finds where things stand in a JSON text (RFC 8259): protobuf's parser tells what is wrong but not
// where, and takes the last of two equal names without a word.
#ifndef OGI_CLIENTS_CLI_INPUT_JSON_SCANNER_H_
#define OGI_CLIENTS_CLI_INPUT_JSON_SCANNER_H_

#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace ogi::cli {

// Both count from 1; columns count characters.
struct TextPlace {
  int line = 1;
  int column = 1;
};

struct JsonFault {
  TextPlace place;
  std::string chinese;
  std::string english;
};

struct JsonScan {
  // The first fault; nothing where the text is good.
  std::optional<JsonFault> fault;
  // Where each named value's name stands, by path: `table_three.received.total`,
  // `cell_notes[1].kind`. Names are in snake case, whichever way the text writes them.
  std::map<std::string, TextPlace> places;
};

// `text` must be UTF-8.
JsonScan ScanJson(absl::string_view text);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_JSON_SCANNER_H_
