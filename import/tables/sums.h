// What the sums of table three say of rows whose digits ran together.
//
//   713000074   of its ways only 71 3 0 0 0 0 74 adds up
//   111000012   11 1 0 0 0 0 12, 1 11 0 0 0 0 12 and 1 1 10 0 0 0 12 do: sums down the columns
//   decide
#ifndef OGI_IMPORT_TABLES_SUMS_H_
#define OGI_IMPORT_TABLES_SUMS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "import/rows/form_words.h"
#include "import/tables/digit_runs.h"

namespace ogi::reading {

struct RowReadings {
  // Index into TableRows().
  int row = 0;
  // Every way to read it; one where the document has seven separate numbers.
  std::vector<Split> ways;
  // Seven separate numbers.
  bool written = false;
  // There are more ways than `ways`.
  bool truncated = false;
  // By StrikeBySums: the columns in which a sum over many rows holds with this row in it.
  std::array<bool, kApplicants> confirmed = {};
  // Every way to read the digits as one number fewer; needed only if not all is confirmed.
  std::vector<Split> with_blank;
  // By FindBlanks: with one of these, and some cell blank, the sums hold down all columns.
  bool blank_explains = false;

  bool all_confirmed() const {
    return std::find(confirmed.begin(), confirmed.end(), false) == confirmed.end();
  }
};

// Whether the six kinds of applicant add up to the total, as far as `numbers` goes. Sums beyond 64
// bits do not add up, nor does a split with such a number.
bool RowAddsUp(const std::vector<int64_t>& numbers);

bool SplitAddsUp(const Split& split);

// Whether one of the six kinds may be blank: five of the numbers of `with_blank` are together no
// more than the last. 0000011 may be 0 0 0 0 0 1 1, or five zeros and the total 11.
bool MayHaveBlank(const RowReadings& row);

// Whether every row that is certain adds up.
bool RowSumsHold(const std::vector<RowReadings>& rows);

// Strikes the ways that sums rule out. A sum that the document breaks where its numbers are certain
// proves nothing and strikes nothing; nor does one that would leave a row without a way.
//
// A row in which a cell is blank has fewer numbers than it is parted into here. Sums down the
// columns tell: they hold only if the digits were parted rightly, so such columns are `confirmed`.
void StrikeBySums(std::vector<RowReadings>& rows);

// Looks for the rows in which a blank would make the columns hold. After StrikeBySums.
void FindBlanks(std::vector<RowReadings>& rows);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_SUMS_H_
