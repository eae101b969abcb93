import type { DataZoomComponentOption } from 'echarts'
import type { Look } from './look.ts'

interface Place {
  readonly top?: number
  readonly bottom?: number
  /** All of the chart where absent. */
  readonly xAxisIndex?: number[]
}

/**
 * A slim slider, and the wheel while Ctrl is pressed: neither the wheel nor a finger may be kept from scrolling the page.
 */
export function zooms(look: Look, place: Place): readonly DataZoomComponentOption[] {
  const { xAxisIndex } = place
  return [
    {
      type: 'inside',
      zoomOnMouseWheel: 'ctrl',
      moveOnMouseMove: false,
      moveOnMouseWheel: false,
      ...(xAxisIndex && { xAxisIndex }),
    },
    {
      type: 'slider',
      ...place,
      height: 12,
      showDetail: false,
      showDataShadow: false,
      moveHandleSize: 0,
      borderColor: 'transparent',
      backgroundColor: look.line,
      fillerColor: `${look.muted}59`,
      handleStyle: { color: look.background, borderColor: look.muted },
      brushSelect: false,
    },
  ]
}
