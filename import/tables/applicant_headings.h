// Which kind of applicant the columns of a table three are headed by.
//
//   自然人 | 商业企业 | … | 总计       a grid: a heading over each column, in any order
//   自然人  法人或其他组织  总计       lines: told only whether they stand in the form's order
//           商业企业 科研机构 …
#ifndef OGI_IMPORT_TABLES_APPLICANT_HEADINGS_H_
#define OGI_IMPORT_TABLES_APPLICANT_HEADINGS_H_

#include <map>
#include <vector>

#include "import/rows/table_row.h"
#include "import/tables/column_headings.h"

namespace ogi::reading {

class ApplicantHeadings {
 public:
  // `rows` are indices of the items of table three that have values; what stands before the first
  // of them are the headings.
  ApplicantHeadings(const FoldedDocument& document, const ItemList& list,
                    const std::vector<size_t>& rows);

  // Headings that stand in another order, and no way to follow it.
  bool unknown_order() const { return unknown_order_; }
  // Two of them, the second of which stands before the first in the form; empty for none.
  const std::vector<ColumnHeading>& exchanged() const { return exchanged_; }
  // Of a table in lines: some are not there.
  bool some_lost() const { return some_lost_; }

  // By block of the grids that have rows. One heading for each kind, and those of other columns;
  // empty where it is not one for each kind.
  const std::map<int, std::vector<ColumnHeading>>& whole() const { return whole_; }
  // Those of a block that is not whole; empty for none.
  const std::vector<ColumnHeading>& PartOf(int block) const;

 private:
  void ReadGrid(int block);
  void NoteOrder(std::vector<ColumnHeading> exchanged);
  void ReadGridsBefore(int block);
  void ShareAmongGrids();
  void ReadLines(const ItemList& list, size_t first_row);

  const FoldedDocument& document_;
  std::map<int, std::vector<ColumnHeading>> whole_;
  std::map<int, std::vector<ColumnHeading>> part_;
  std::vector<ColumnHeading> exchanged_;
  bool some_lost_ = false;
  bool unknown_order_ = false;
};

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_APPLICANT_HEADINGS_H_
