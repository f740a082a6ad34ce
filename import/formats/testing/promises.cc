#include "import/formats/testing/promises.h"

#include <algorithm>
#include <vector>

#include "common/encoding.h"
#include "import/formats/clean_text.h"

namespace ogi {
namespace {

bool HasControls(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char each) {
    return (each >= 0 && each < ' ' && each != '\n' && each != '\t') || each == 0x7F;
  });
}

std::string CheckGrid(const Document& document, const Grid& grid, size_t& at) {
  std::vector<bool> taken(static_cast<size_t>(grid.rows) * static_cast<size_t>(grid.columns));
  int row = -1;
  int column = -1;
  for (const GridCell& cell : grid.cells) {
    if (cell.row < row || (cell.row == row && cell.column <= column)) return "cells in order";
    row = cell.row;
    column = cell.column;
    if (cell.row_span < 1 || cell.column_span < 1 || row < 0 || column < 0 ||
        row + cell.row_span > grid.rows || column + cell.column_span > grid.columns) {
      return "a cell within its grid";
    }
    for (int r = row; r < row + cell.row_span; ++r) {
      for (int c = column; c < column + cell.column_span; ++c) {
        const size_t place =
            static_cast<size_t>(r) * static_cast<size_t>(grid.columns) + static_cast<size_t>(c);
        if (taken[place]) return "no two cells overlap";
        taken[place] = true;
      }
    }
    if (cell.span.begin < at || cell.span.end < cell.span.begin ||
        cell.span.end > document.text.size()) {
      return "cells in the order of the text";
    }
    if (!IsBlank(absl::string_view(document.text).substr(at, cell.span.begin - at))) {
      return "cells cover the text";
    }
    at = cell.span.end;
  }
  return "";
}

std::string CheckLine(const Document& document, const Line& line, size_t& at) {
  if (line.words.empty()) return "a line has words";
  if (line.span.begin < at || line.span.end > document.text.size()) return "lines in order";
  if (!IsBlank(absl::string_view(document.text).substr(at, line.span.begin - at))) {
    return "lines cover the text";
  }
  at = line.span.begin;
  for (const Word& word : line.words) {
    if (word.span.begin < at || word.span.end <= word.span.begin) return "words in order";
    if (!IsBlank(absl::string_view(document.text).substr(at, word.span.begin - at))) {
      return "words cover their line";
    }
    if (word.right < word.left) return "a word has a width";
    at = word.span.end;
  }
  return at == line.span.end ? "" : "a line ends with its last word";
}

}  // namespace

std::string BrokenPromise(const Document& document) {
  if (FirstInvalidUtf8(document.text) != absl::string_view::npos) return "UTF-8";
  if (HasControls(document.text) || HasControls(document.title)) return "no control characters";
  if (document.media_type.empty()) return "a media type";
  size_t at = 0;
  int page = 0;
  for (const Block& block : document.blocks) {
    if (block.page < page) return "pages in order";
    page = block.page;
    const Line* line = std::get_if<Line>(&block.content);
    std::string broken = line != nullptr ? CheckLine(document, *line, at)
                                         : CheckGrid(document, std::get<Grid>(block.content), at);
    if (!broken.empty()) return broken;
  }
  return IsBlank(absl::string_view(document.text).substr(at)) ? "" : "blocks cover the text";
}

}  // namespace ogi
