import numpy as np
import pytest

from xe_math.arrays import read_only


def test_read_only_array_refuses_assignment_even_when_asked_to_allow_it():
    frozen = read_only([1.0, 2.0])
    with pytest.raises(ValueError, match="read-only"):
        frozen[0] = 5
    with pytest.raises(ValueError, match="WRITEABLE"):
        frozen.setflags(write=True)


def test_freezing_a_copy_leaves_the_array_that_was_given_writable_and_apart():
    mine = np.array([1.0, 2.0])
    frozen = read_only(mine)
    mine[0] = 5
    assert frozen.tolist() == [1, 2]


@pytest.mark.parametrize("values", [3, np.float32(3), np.array(3), np.array([1, 3]).max()])
def test_a_single_number_comes_back_as_a_float64(values):
    assert type(read_only(values)) is np.float64
    assert read_only(values) == 3


def test_integers_and_booleans_become_float64():
    assert read_only([[1, 2]]).dtype == np.float64
    assert read_only(np.array([True, False])).tolist() == [1.0, 0.0]
