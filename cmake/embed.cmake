# Compiles data files in, so that a program needs none of them on disk.

# ogi_embed(OUT FUNCTION HEADER FILE...): OUT becomes a source file that defines FUNCTION, which
# HEADER declares; FILEs are relative to the current folder, and known by that name.
function(ogi_embed out function header)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_files.cc)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DFUNCTION=${function} -DHEADER=${header}
            -DFOLDER=${CMAKE_CURRENT_SOURCE_DIR} "-DFILES=${ARGN}"
            -P ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake
    DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake
    VERBATIM)
  # Our compilers take longer literals than the standard asks every compiler to take.
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  set(${out} ${source} PARENT_SCOPE)
endfunction()
