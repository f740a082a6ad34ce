// Draws tables with box-drawing characters.
#ifndef OGI_CLIENTS_CLI_TEXT_GRID_H_
#define OGI_CLIENTS_CLI_TEXT_GRID_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/text/language.h"

namespace ogi::cli {

enum class Align { kLeft, kCentre, kRight };

struct GridCell {
  std::string text;
  Align align = Align::kLeft;
  // Columns it covers.
  int span = 1;
};

// A count, at the right; blank for none.
GridCell CountCell(int64_t count);

// Columns are as wide as their texts, up to a cap; what is wider is wrapped.
class Grid {
 public:
  // One cap a column, in columns of the terminal.
  explicit Grid(std::vector<int> caps) : caps_(std::move(caps)) {}

  // With a line of headings, each in Chinese and English, and a rule below it.
  using Heading = std::pair<absl::string_view, absl::string_view>;
  Grid(std::vector<int> caps, const std::vector<Heading>& headings, Language language);

  // The spans must add up to the number of columns.
  void AddRow(std::vector<GridCell> cells);
  // A line between the row before and the row after.
  void AddRule();

  // Lines, each with its newline. The outer frame is always there.
  std::string Draw() const;

 private:
  // A rule is a row without cells.
  using Row = std::vector<GridCell>;

  std::vector<int> Widths() const;

  const std::vector<int> caps_;
  std::vector<Row> rows_;
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_GRID_H_
