// Which value of a row of table three belongs to which kind of applicant: by the heading above it,
// by the order of the headings, or by the places of the values of full rows.
//
//           自然人  商业企业  …  总计          over a grid: column by column
//   granted   40       3           44
//   carried_out                     3          under the 44: the total; the others are blank
#ifndef OGI_IMPORT_TABLES_APPLICANT_COLUMNS_H_
#define OGI_IMPORT_TABLES_APPLICANT_COLUMNS_H_

#include <optional>
#include <set>
#include <vector>

#include "import/rows/table_row.h"
#include "import/tables/applicant_headings.h"
#include "import/tables/applicant_places.h"
#include "import/tables/table_reading.h"

namespace ogi::reading {

class Applicants {
 public:
  // `rows` are indices of the items of table three that have values; what stands before the first
  // of them are the headings.
  Applicants(const FoldedDocument& document, const ItemList& list, const std::vector<size_t>& rows);

  // Headings that stand in another order, and no way to follow it.
  bool unknown_order() const { return unknown_order_; }

  // What its headings are in unknown order for `figures`.
  OtherOrder OrderOf(GlyphRange figures) const;

  // Seven values; nullopt where there is more than one way to assign them.
  std::optional<ApplicantValues> Assign(const TableRow& item) const;

  // The same for printed lines with blanks: by the places of the values in full rows of the page.
  std::optional<ApplicantValues> AssignByPlace(const TableRow& item) const;

 private:
  // Where headings are lost, whether most rows would not add up if their values stood in the order
  // of the form: then a column may be another than it seems. Of a grid's block; -1 for lines.
  static bool SumsDeny(const ItemList& list, const std::vector<size_t>& rows, int block);
  // Where headings are whole, whether the sums speak for the order of the form instead.
  static bool SumsDenyHeadings(const ItemList& list, const std::vector<size_t>& rows, int block,
                               const std::vector<ColumnHeading>& headings);
  static std::optional<ApplicantValues> ByHeading(const TableRow& item,
                                                  const std::vector<ColumnHeading>& headings);
  // Seven values of the item from `first` on.
  std::optional<ApplicantValues> InOrder(const TableRow& item, size_t first) const;
  // Of a row that has more values than kinds: seven, with blanks before or behind them.
  std::optional<ApplicantValues> WithoutBlanksAround(const TableRow& item) const;
  std::optional<ApplicantValues> AssignLine(const TableRow& item) const;

  ApplicantHeadings headings_;
  ApplicantPlaces places_;
  // Blocks whose sums speak against the order of the columns.
  std::set<int> denied_;
  bool unknown_order_ = false;
};

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_APPLICANT_COLUMNS_H_
